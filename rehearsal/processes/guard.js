"use strict";

const { endMarked, signalEngines } = require("./marked.js");

// Waits beside a run in a session of its own. Its standard input ends when the run's process does, however that ends; then
// nothing that the run has started may go on.

const [mark = "", graceSeconds = "0"] = process.argv.slice(2);

process.stdin.resume();
process.stdin.on("error", () => undefined);
process.stdin.on("close", () => {
  if (mark === "") return;
  // A cancelled engine writes its state and ends what it has started.
  signalEngines(mark, "SIGINT");
  void endMarked(mark, Number(graceSeconds));
});
