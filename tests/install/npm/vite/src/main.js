document.addEventListener("threading-playground-end", ({ detail }) => {
  document.querySelector("#report").textContent = `ended with ${detail.status}`;
});
