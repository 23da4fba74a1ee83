/* The buttons above the text that put a scene, a choice, feedback or a question in. */
(() => {
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  class Inserter {
    constructor(bar, view, { kind, words, codes, texts, anchor }) {
      Object.assign(this, { bar, view, kind, words, codes, texts, anchor });
      const buttons = {
        scenario: ["scene", "choice", "feedback", "ending"],
        quiz: ["question", "judged"],
        lesson: ["page"],
      }[kind] ?? [];
      bar.append(...buttons.map((what) => what === "choice" ? this.menu() : this.button(what)));
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-label", texts.insert);
      bar.hidden = buttons.length === 0;
    }

    button(what) {
      const button = make("button", { type: "button", className: "insert-button" }, this.texts[what]);
      button.addEventListener("click", () => this[what]());
      return button;
    }

    menu() {
      const level = this.select(this.texts.level, [...this.words.levels].reverse().map((word) => [word, word]));
      const code = this.select(this.texts.code, this.codes.map(([value, name]) => [value, `${value} ${name}`]));
      const target = this.select(this.texts.target, []);
      const add = make("button", { type: "button", className: "button" }, this.texts.add);
      const menu = make("details", { className: "insert-menu" },
        make("summary", {}, this.texts.choice), make("div", { className: "insert-panel" }, level, code, target, add));
      const [pickedLevel, pickedCode, pickedTarget] = [level, code, target].map((field) => field.querySelector("select"));
      menu.addEventListener("toggle", () => { if (menu.open) this.fill(pickedTarget); });
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) menu.open = false; });
      add.addEventListener("click", () => {
        menu.open = false;
        this.choice(pickedLevel.value, pickedCode.value, pickedTarget.value);
      });
      return menu;
    }

    select(text, options) {
      const list = make("select", {}, ...options.map(([value, name]) => make("option", { value }, name)));
      return make("label", {}, text, list);
    }

    fill(list) {
      const scenes = this.scenes();
      const here = this.section().name;
      list.replaceChildren(
        ...scenes.filter(({ name }) => name !== here).map(({ name, title }) => make("option", { value: name }, title)),
        make("option", { value: "" }, this.texts.fresh));
    }

    /* The scenes or questions of the text, with where they begin and end. */
    scenes() {
      const { doc } = this.view.state;
      const found = [];
      for (let number = 1; number <= doc.lines; number += 1) {
        const line = doc.line(number);
        const heading = /^##\s+(.*?)\s*#*$/.exec(line.text);
        if (heading) found.push({ title: heading[1], name: this.anchor(heading[1]), from: line.from });
      }
      return found.map((scene, place) => ({ ...scene, to: found[place + 1]?.from ?? doc.length }));
    }

    section() {
      const { head } = this.view.state.selection.main;
      const scenes = this.scenes();
      return scenes.findLast(({ from }) => from <= head) ?? scenes[0] ?? { from: 0, to: this.view.state.doc.length, name: "" };
    }

    /* Put a block in with one blank line around it, and select the words to type over. */
    put(at, block, chosen) {
      const { doc } = this.view.state;
      const before = doc.sliceString(0, at).trimEnd();
      const after = doc.sliceString(at).replace(/^\s*\n/, "");
      const start = before.length + (before ? 2 : 0);
      const insert = `${before ? "\n\n" : ""}${block}\n${after.trim() ? "\n" : ""}`;
      const from = start + Math.max(0, block.indexOf(chosen));
      this.view.dispatch({
        changes: { from: before.length, to: doc.length - after.length, insert },
        selection: { anchor: from, head: from + (block.includes(chosen) ? chosen.length : 0) },
        scrollIntoView: true,
        userEvent: "input",
      });
      this.view.focus();
    }

    scene() { this.put(this.section().to, `## ${this.texts.sceneTitle}\n\n${this.texts.sceneText}`, this.texts.sceneTitle); }
    page() { this.put(this.section().to, `## ${this.texts.pageTitle}\n\n${this.texts.pageText}`, this.texts.pageTitle); }
    ending() {
      this.put(this.view.state.doc.length, `## ${this.words.ending}: ${this.texts.endingTitle}\n\n${this.texts.endingText}`, this.texts.endingTitle);
    }
    question() {
      const rows = `- [x] ${this.texts.right}\n- [ ] ${this.texts.wrong}\n\n> ${this.texts.why}`;
      this.put(this.section().to, `## ${this.texts.questionTitle}\n\n${rows}`, this.texts.questionTitle);
    }
    judged() {
      const code = this.codes[0]?.[0] ?? "1.1";
      const rows = [3, 1].map((level) => `- [${level === 3 ? this.texts.right : this.texts.wrong}](# "${this.words.levels[level]} ${code}")`);
      this.put(this.section().to, `## ${this.texts.questionTitle}\n\n${rows.join("\n")}\n\n> ${this.texts.why}`, this.texts.questionTitle);
    }
    choice(level, code, target) {
      const slots = this.words.levels.indexOf(level) < 3 ? `\n\n${this.slots()}` : "";
      const worth = code ? `${level} ${code}` : level;
      const name = target || this.anchor(this.texts.sceneTitle);
      this.put(this.section().to, `- [${this.texts.says}](#${name} "${worth}")${slots}`, this.texts.says);
      if (!target && !this.scenes().some((scene) => scene.name === name)) {
        const { doc } = this.view.state;
        const scene = `\n## ${this.texts.sceneTitle}\n\n${this.texts.sceneText}\n`;
        this.view.dispatch({ changes: { from: doc.length, insert: (doc.sliceString(doc.length - 1) === "\n" ? "" : "\n") + scene } });
      }
    }
    slots() { return this.words.slots.map((slot) => `  > ${slot} `).join("\n"); }
    feedback() {
      const { doc, selection } = this.view.state;
      let number = doc.lineAt(selection.main.head).number;
      while (number > 1 && !/^\s*[-*+]\s+\[/.test(doc.line(number).text)) number -= 1;
      if (!/^\s*[-*+]\s+\[/.test(doc.line(number).text)) number = doc.lineAt(selection.main.head).number;
      const line = doc.line(number);
      const insert = `\n\n${this.slots()}\n`;
      const next = number < doc.lines ? doc.line(number + 1).text : "";
      this.view.dispatch({
        changes: { from: line.to, insert: next.trim() ? insert : insert.trimEnd() + " " },
        selection: { anchor: line.to + 2 + `  > ${this.words.slots[0]} `.length },
        scrollIntoView: true,
        userEvent: "input",
      });
      this.view.focus();
    }
  }

  window.Inserter = Inserter;
})();
