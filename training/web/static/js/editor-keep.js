/* Keeps what is typed in the studio: on the server as one types, and in this browser until that has
   confirmed it. Nothing is thrown away because a network, a session or a token ended. */
(() => {
  const PAUSE = 800, SLOWEST = 30000, LOOK = 20000, WAIT = 25000;

  class Keeper {
    /* `form` has the addresses; `read` gives the text, `write` puts one in; `tell` shows what happens. */
    constructor(form, { read, write, tell }) {
      Object.assign(this, { form, read, write, tell });
      this.place = `text:${form.dataset.person}:${form.dataset.path}`;
      this.version = Number(form.elements.version.value);
      this.confirmed = read();
      this.delay = 0;
      this.isBusy = this.isBeside = this.isStopped = false;
      this.restore();
      addEventListener("online", () => this.now());
      addEventListener("focus", () => this.isWaiting ? this.now() : this.look());
      addEventListener("pagehide", () => this.leave());
      addEventListener("beforeunload", (event) => {
        if (this.isDirty && !this.hold()) event.preventDefault();
      });
      setInterval(() => { if (!document.hidden) this.look(); }, LOOK);
    }

    get isDirty() { return this.read() !== this.confirmed; }
    get isWaiting() { return Boolean(this.timer) && this.delay > 0; }

    /* What was typed here and never reached the server. */
    restore() {
      const kept = this.held();
      if (!kept) return;
      if (kept.text === this.read()) { this.release(); return; }
      this.version = kept.version;
      this.write(kept.text);
      this.tell.restored(kept.at);
      this.later(0);
    }

    held() {
      try { return JSON.parse(localStorage.getItem(this.place)); } catch { return null; }
    }
    hold() {
      try {
        const at = new Date().toISOString();
        localStorage.setItem(this.place, JSON.stringify({ text: this.read(), version: this.version, at }));
        return true;
      } catch { return false; }
    }
    release() {
      try { localStorage.removeItem(this.place); } catch { /* it was never kept there */ }
    }

    changed() {
      if (!this.isDirty) return;
      this.isStopped = false;
      this.tell.busy();
      clearTimeout(this.holding);
      this.holding = setTimeout(() => { if (this.isDirty) this.hold(); }, 150);
      if (!this.isWaiting) this.later(PAUSE);
    }

    later(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.now(), pause);
    }

    /* Save at once; gives the answer, or nothing where there was none. */
    async now() {
      clearTimeout(this.timer);
      this.timer = 0;
      if (this.isBusy) { this.isAgain = true; return null; }
      this.isBusy = true;
      try { return await this.send(); } finally {
        this.isBusy = false;
        if (this.isAgain || (this.isDirty && !this.timer && !this.isStopped)) {
          this.isAgain = false;
          this.later(PAUSE);
        }
      }
    }

    body(text) {
      const body = new FormData();
      body.set("csrf_token", this.form.elements.csrf_token.value);
      body.set("version", this.version);
      body.set("source", text);
      return body;
    }

    async send(isSecond = false) {
      const text = this.read();
      let response;
      try {
        response = await this.fetch(this.form.dataset.save, { method: "POST", body: this.body(text) });
      } catch { this.retry("offline"); return null; }
      if (response.status === 401) { this.retry("expired"); return null; }
      if (response.status === 400 && !isSecond) return (await this.renew()) ? this.send(true) : null;
      if (response.status === 413) { this.stop("large"); return null; }
      if (response.status === 403) { this.stop("forbidden"); return null; }
      if (!response.ok) { this.retry("offline"); return null; }
      return this.accept(text, await response.json());
    }

    accept(text, answer) {
      this.delay = 0;
      this.confirmed = text;
      this.isBeside = answer.isBeside;
      if (!answer.isBeside) {
        this.version = answer.version;
        this.form.elements.version.value = answer.version;
      }
      if (this.read() === text) this.release(); else this.hold();
      this.tell.saved(answer, text);
      return answer;
    }

    retry(why) {
      this.hold();
      this.delay = Math.min(this.delay ? this.delay * 2 : 2000, SLOWEST);
      this.tell[why]();
      this.later(this.delay);
      if (why === "expired") this.renew();
    }

    stop(why) {
      this.hold();
      this.isStopped = true;
      this.tell[why]();
    }

    /* Ask who is logged in now and by which token forms are taken. */
    async renew() {
      const state = await this.state();
      if (!state) return false;
      if (state.person !== this.form.dataset.person) { this.stop("other"); return false; }
      for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = state.token;
      return true;
    }

    async state() {
      try {
        const response = await this.fetch(this.form.dataset.live, {});
        return response.ok ? await response.json() : null;
      } catch { return null; }
    }

    fetch(address, options) {
      const headers = { Accept: "application/json" };
      return fetch(address, { ...options, headers, redirect: "manual", signal: AbortSignal.timeout(WAIT) });
    }

    /* Look whether somebody else saved. */
    async look() {
      if (this.isBusy || this.isBeside || this.isWaiting) return;
      const before = this.version;
      const state = await this.state();
      if (!state || this.version !== before || this.isBusy) return;
      if (state.person !== this.form.dataset.person) this.stop("other");
      else if (state.version !== before) this.tell.overtaken(state, this.isDirty);
    }

    leave() {
      if (!this.isDirty) return;
      this.hold();
      navigator.sendBeacon?.(this.form.dataset.save, this.body(this.read()));
    }
  }

  window.Keeper = Keeper;
})();
