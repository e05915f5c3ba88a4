"use strict";
// Beside each link to an SVG picture, offers the same picture as PNG, drawn by the browser itself.
for (const link of document.querySelectorAll("a[data-png]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "light small";
  button.textContent = "PNG";
  button.addEventListener("click", async () => {
    const picture = new Image();
    picture.src = link.href;
    await picture.decode();
    const canvas = document.createElement("canvas");
    const scale = Math.min(2, 8000 / Math.max(picture.naturalWidth, picture.naturalHeight));
    canvas.width = Math.ceil(picture.naturalWidth * scale);
    canvas.height = Math.ceil(picture.naturalHeight * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((held) => {
      const kept = document.createElement("a");
      kept.href = URL.createObjectURL(held);
      kept.download = link.dataset.png;
      kept.click();
      URL.revokeObjectURL(kept.href);
    });
  });
  link.after(" · ", button);
}
