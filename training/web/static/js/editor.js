/* The editor of the studio over the plain text field: messages at their line, remedies with one click,
   and saving as one types. Without it the field and its button do the same work. */
(() => {
  const form = document.querySelector("[data-editor]");
  const { CodeMirror, EditorWords, Inserter, Keeper } = window;
  if (!form || !CodeMirror || !EditorWords || !("adoptedStyleSheets" in document)) return;
  const { ChangeSet, EditorState, EditorView, Prec } = CodeMirror;

  const field = form.elements.source;
  const texts = JSON.parse(form.dataset.texts);
  const words = JSON.parse(form.dataset.words);
  const status = form.querySelector("[data-status]");
  const warning = document.getElementById("warning");
  const found = document.querySelector("[data-found]");
  const preview = document.querySelector("[data-preview]");
  let checked = { text: null, remarks: [], since: null };
  let keeper = null, inserter = null;

  const fill = (text, values) => Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, () => value), text);
  const say = (text, values = {}) => {
    const said = fill(text, values);
    if (status.textContent !== said) status.textContent = said;
  };
  const warn = (text, values = {}, address = "", link = "", isNew = false) => {
    warning.replaceChildren(document.createElement("p"));
    warning.hidden = !text;
    if (!text) return;
    warning.firstChild.append(fill(text, values), " ");
    if (address) {
      const anchor = Object.assign(document.createElement("a"), { href: address, textContent: link });
      if (isNew) anchor.target = "_blank";
      warning.firstChild.append(anchor);
    }
  };

  const continueQuote = (view) => {
    const { head, empty } = view.state.selection.main;
    const line = view.state.doc.lineAt(head);
    const mark = /^\s*>\s?/.exec(line.text)?.[0];
    if (!empty || !mark || head - line.from < mark.length) return false;
    const isDone = line.text.trim() === ">";
    const change = isDone ? { from: line.from, to: line.to } : { from: head, insert: `\n${mark}` };
    view.dispatch({ changes: change, selection: { anchor: isDone ? line.from : head + 1 + mark.length }, userEvent: "input", scrollIntoView: true });
    return true;
  };

  /* A browser that types over coloured words copies their style into the page, which is refused. */
  const typeOver = EditorView.domEventHandlers({
    beforeinput(event, view) {
      const isPlain = event.inputType === "insertText" && event.data && !view.composing;
      if (!isPlain || view.state.selection.main.empty) return false;
      event.preventDefault();
      view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
      return true;
    },
  });

  const follow = EditorView.updateListener.of((update) => {
    if (update.selectionSet && inserter) accompany();
    if (!update.docChanged) return;
    if (checked.since) checked.since = checked.since.compose(update.changes);
    keeper?.changed();
  });

  const state = EditorState.create({
    doc: field.value,
    extensions: [
      CodeMirror.lineNumbers(),
      CodeMirror.history(),
      CodeMirror.lintGutter(),
      EditorView.lineWrapping,
      EditorWords.language,
      CodeMirror.syntaxHighlighting(EditorWords.style),
      Prec.high(CodeMirror.keymap.of([{ key: "Enter", run: continueQuote }, { key: "Mod-s", run: () => { keeper.now(); return true; }, preventDefault: true }])),
      CodeMirror.keymap.of([...CodeMirror.lintKeymap, ...CodeMirror.defaultKeymap, ...CodeMirror.historyKeymap]),
      EditorState.phrases.of(texts.phrases),
      EditorView.contentAttributes.of({
        "aria-labelledby": "source-label", "aria-describedby": "source-hint", lang: field.lang, tabindex: "0",
        spellcheck: "true", autocorrect: "on", autocapitalize: "sentences",
      }),
      typeOver,
      follow,
    ],
  });
  const host = Object.assign(document.createElement("div"), { className: "editor" });
  field.after(host);
  field.hidden = true;
  const view = new EditorView({ state, parent: host });
  const read = () => view.state.doc.toString();
  document.getElementById("source-label").addEventListener("click", () => view.focus());
  form.querySelector("[data-hint]").hidden = false;

  /* A remedy was made for the text that was checked; what was typed since moves its place. */
  const mend = (fix) => {
    const size = checked.text.length;
    if (!checked.since || fix.to > size) return;
    const [from, to] = [checked.since.mapPos(fix.from, 1), checked.since.mapPos(fix.to, -1)];
    const isThere = to >= from && view.state.doc.sliceString(from, to) === checked.text.slice(fix.from, fix.to);
    if (!isThere) { keeper.now(); return; }
    const end = from + fix.insert.trimEnd().length;
    view.dispatch({ changes: { from, to, insert: fix.insert }, selection: { anchor: end }, scrollIntoView: true, userEvent: "input.fix" });
    view.focus();
    keeper.now();
  };

  const message = (remark) => {
    const box = document.createElement("span");
    box.append(remark.message, " ");
    box.append(Object.assign(document.createElement("span"), { className: "code", textContent: remark.code }));
    return box;
  };

  const show = (remarks, text) => {
    if (read() !== text) return;
    checked = { text, remarks, since: ChangeSet.empty(text.length) };
    const diagnostics = remarks.map((remark) => ({
      from: Math.min(remark.from, text.length),
      to: Math.min(remark.to, text.length),
      severity: remark.severity,
      message: remark.message,
      renderMessage: () => message(remark),
      actions: remark.fixes.map((fix) => ({ name: fix.text, apply: () => mend(fix) })),
    }));
    view.dispatch(CodeMirror.setDiagnostics(view.state, diagnostics));
  };

  const list = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").body;
    if (next.textContent !== found.textContent) found.replaceChildren(...next.childNodes);
  };

  const look = async () => {
    if (!preview) return;
    try {
      const answer = await fetch(`${preview.dataset.preview}?fragment=1`, { redirect: "manual" });
      if (!answer.ok) return;
      const shown = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      preview.querySelector("[data-shown]").replaceChildren(...shown.childNodes);
      shownScene = "";
      accompany();
    } catch { /* the text is what matters; the next save shows it */ }
  };

  /* What the learner sees follows the scene that is being written. */
  let shownScene = "";
  const accompany = () => {
    const panel = preview?.querySelector("[data-shown]");
    const { name } = inserter.section();
    if (!panel || !name || name === shownScene) return;
    shownScene = name;
    const heading = panel.querySelector(`[id="scene-${CSS.escape(name)}"]`);
    if (heading) panel.scrollTop += heading.getBoundingClientRect().top - panel.getBoundingClientRect().top - 12;
  };

  const tell = {
    busy: () => say(texts.busy),
    restored: () => say(texts.restored),
    offline: () => { say(texts.offline); },
    expired: () => { say(texts.kept); warn(texts.expired, {}, form.dataset.login, texts.login, true); },
    large: () => say(texts.large),
    forbidden: () => { say(texts.kept); warn(texts.forbidden); },
    other: () => { say(texts.kept); warn(texts.other); },
    overtaken: (state, isDirty) => {
      if (!state.version) warn(texts.ended);
      else warn(isDirty ? texts.overtakenDirty : texts.overtaken, state, isDirty ? "" : location.pathname, texts.reload);
    },
    saved: (answer, text) => {
      say(texts.saved, { time: answer.savedAt });
      if (answer.isBeside) warn(texts.beside, { by: answer.by }, form.dataset.beside, texts.besideLink);
      else warn(answer.isAnew ? texts.anew : "");
      document.querySelector("[data-title]").textContent = answer.title;
      if (answer.isBeside) return;
      show(answer.remarks, text);
      list(answer.list);
      look();
    },
  };

  keeper = new Keeper(form, {
    read,
    write: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    tell,
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const fix = event.submitter?.name === "fix" ? event.submitter : null;
    const place = fix ? [...found.querySelectorAll(".remark")].indexOf(fix.closest(".remark")) : -1;
    const remedy = checked.remarks[place]?.fixes[Number(fix?.dataset.remedy)];
    if (remedy) { mend(remedy); return; }
    await keeper.now();
    document.getElementById("found").focus();
  }, true);

  const go = (number, column = 1) => {
    const line = view.state.doc.line(Math.max(1, Math.min(number, view.state.doc.lines)));
    const at = Math.min(line.from + column - 1, line.to);
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    view.focus();
  };

  found.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    go(Number(link.dataset.line), Number(link.dataset.column));
  });

  /* The map, the preview and play lead here by the number of a line. */
  const numbered = (hash) => Number(/^#line-(\d{1,6})$/.exec(hash)?.[1] ?? 0);
  const arrive = () => {
    const line = numbered(location.hash);
    if (!line) return;
    document.querySelector(".asked-line")?.remove();
    go(line);
  };
  addEventListener("hashchange", arrive);
  /* A link from the preview beside the text stays in this window. */
  preview?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const line = link && link.pathname === location.pathname ? numbered(link.hash) : 0;
    if (!line) return;
    event.preventDefault();
    go(line);
  });

  inserter = new Inserter(form.querySelector("[data-insert]"), view, {
    kind: form.dataset.kind, words, codes: JSON.parse(form.dataset.codes), texts: texts.insertion, anchor: EditorWords.anchor,
  });

  arrive();

  const begin = read();
  fetch(form.dataset.remarks).then((answer) => answer.json()).then(({ remarks }) => { show(remarks, begin); look(); }).catch(() => { /* the next save brings them */ });
})();
