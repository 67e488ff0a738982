// Adds a button to each text that is there to be copied. Without this script people select the text themselves.
const status = document.querySelector("[role=status]");
let reset = () => {};

/** Says on the button and to screen readers what came of it, for a while or until the next button is used. */
function tell(button, word, sentence) {
  reset();
  const label = button.firstChild;
  label.data = word;
  status.textContent = sentence;
  const timer = setTimeout(() => reset(), 3000);
  reset = () => {
    clearTimeout(timer);
    label.data = "Copy";
    status.textContent = "";
    reset = () => {};
  };
}

function addButton(block) {
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
      tell(button, "Copied", "Copied " + block.dataset.what);
    } catch {
      tell(button, "Not allowed", "The browser did not allow it. Select the text instead.");
    }
  });
  block.append(button);
}

if (navigator.clipboard) {
  document.querySelectorAll(".copyable").forEach(addButton);
}
