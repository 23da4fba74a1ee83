// Builds the vendored editor: node build.mjs, after npm ci. See the README beside the result.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

// style-mod writes a <style> element into a document, which our content policy refuses. It knows the
// other way, a constructed style sheet, but only uses that inside a shadow root. Here it always does.
const constructedSheets = {
  name: "constructed-sheets",
  setup(bundler) {
    bundler.onLoad({ filter: /style-mod\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const mended = source.replace("if (!root.head && root.adoptedStyleSheets", "if (root.adoptedStyleSheets");
      if (mended === source) throw new Error("style-mod changed: look again at how it mounts styles");
      return { contents: mended, loader: "js" };
    });
  },
};

await build({
  entryPoints: ["entry.mjs"],
  outfile: "../../training/web/static/vendor/codemirror/codemirror.js",
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "CodeMirror",
  target: ["es2022"],
  legalComments: "none",
  charset: "utf8",
  plugins: [constructedSheets],
});
