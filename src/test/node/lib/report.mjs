/** Counts and prints steps: one line each, and a closing line. */
export class Report {
  passed = 0;
  failed = 0;

  /** A named series of steps. The first failure ends the series: what follows would only repeat it. */
  async series(name, body) {
    try {
      await body((step, action) => this.#step(`${name}: ${step}`, action));
    } catch (error) {
      if (!error.reported) {
        this.#fail(name, error);
      }
    }
  }

  async #step(name, action) {
    try {
      const result = await action();
      this.passed++;
      console.log(`ok   ${name}`);
      return result;
    } catch (error) {
      this.#fail(name, error);
      error.reported = true;
      throw error;
    }
  }

  #fail(name, error) {
    this.failed++;
    const cause = error.cause ? ` (${error.cause.message ?? error.cause})` : '';
    console.log(`FAIL ${name}: ${error.message}${cause}`);
    if (process.env.VERBOSE) {
      console.log(error.stack);
    }
  }

  /** Prints the closing line. @returns whether everything passed and something did */
  close() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0;
  }
}
