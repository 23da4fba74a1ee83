/* The language of our texts for the editor: its colours, and what its buttons put in. */
(() => {
  const { HighlightStyle, StreamLanguage, tags } = window.CodeMirror ?? {};
  if (!StreamLanguage) return;

  const token = (stream, state) => {
    if (stream.sol()) {
      state.line += 1;
      state.isQuote = false;
      if (/^---\s*$/.test(stream.string)) {
        if (state.line === 1) state.isHeader = true;
        else if (state.isHeader) state.isHeader = false;
        else { stream.skipToEnd(); return null; }
        stream.skipToEnd();
        return "meta";
      }
      if (state.isHeader && stream.match(/^[^:\s][^:]*(?=:)/)) return "propertyName";
      if (state.isHeader) { stream.skipToEnd(); return null; }
      if (stream.match(/^#{1,6}\s.*/)) return "heading";
    }
    if (state.isHeader) { stream.skipToEnd(); return null; }
    if (stream.match(/^\s*>\s?/)) { state.isQuote = true; return "quote"; }
    if (stream.match(/^\s*(?:[-*+]|\d+[.)])\s(?:\[[ xX]\](?=\s))?/)) return "list";
    if (stream.match(/^\*\*[^*]+\*\*/)) return "strong";
    if (stream.match(/^\[[^\]]*\](?=\()/)) { state.isLink = true; return "link"; }
    if (state.isLink && stream.match(/^\([^\s)"]*/)) return "url";
    if (state.isLink && stream.match(/^\s*"[^"]*"/)) return "string";
    state.isLink = false;
    stream.next();
    stream.eatWhile(/[^*[>]/);
    return state.isQuote ? "quote" : null;
  };

  const style = HighlightStyle.define([
    { tag: tags.heading, fontWeight: "700", color: "var(--uitnodigend-color-accent)" },
    { tag: [tags.meta, tags.propertyName, tags.url], color: "var(--uitnodigend-subtle-color)" },
    { tag: [tags.list, tags.string], color: "var(--uitnodigend-color-accent)" },
    { tag: tags.string, fontWeight: "600" },
    { tag: tags.strong, fontWeight: "700" },
    { tag: tags.quote, fontStyle: "italic" },
  ]);

  const anchor = (title) => title.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{Nd}\p{Pc} -]/gu, "").replaceAll(" ", "-");

  window.EditorWords = {
    anchor,
    style,
    language: StreamLanguage.define({
      name: "uitnodigend",
      startState: () => ({ line: 0, isHeader: false, isQuote: false, isLink: false }),
      copyState: (state) => ({ ...state }),
      blankLine: (state) => { state.line += 1; },
      token,
      tokenTable: {},
    }),
  };
})();
