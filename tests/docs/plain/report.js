// One listener on the page hears every example: the events bubble.
document.addEventListener("threading-playground-end", ({ target, detail }) => {
  const printed = detail.threads.map(({ name, lines }) => `${name}: ${lines}`).join(", ");
  document.querySelector("#report").textContent = `${target.file} ended with ${detail.status} (${printed})`;
});
