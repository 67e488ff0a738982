// Adds a button to each text that is there to be copied. Without this script people select the text themselves.
if (navigator.clipboard) {
  const status = document.querySelector("[role=status]");
  for (const block of document.querySelectorAll(".copyable")) {
    const what = document.createElement("span");
    what.className = "unseen";
    what.textContent = " " + block.dataset.what;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.append("Copy", what);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(block.querySelector("code").textContent);
        button.firstChild.data = "Copied";
        status.textContent = "Copied" + what.textContent;
      } catch {
        button.firstChild.data = "Not allowed";
        status.textContent = "The browser did not allow it. Select the text instead.";
      }
      setTimeout(() => { button.firstChild.data = "Copy"; status.textContent = ""; }, 3000);
    });
    block.append(button);
  }
}
