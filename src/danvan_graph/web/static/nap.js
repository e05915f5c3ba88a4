"use strict";
// Progress of sending files, and of the job that works on them; without scripts the page reloads itself.
(() => {
  const form = document.getElementById("gui"), bar = document.getElementById("gui-duoc");
  if (form && bar && window.XMLHttpRequest) {
    form.addEventListener("submit", (event) => {
      if (!form.querySelector("input[type=file]").files.length) return;
      event.preventDefault();
      const sending = new XMLHttpRequest();
      bar.hidden = false;
      form.querySelector("button[type=submit]").disabled = true;
      sending.upload.addEventListener("progress", (p) => { if (p.lengthComputable) bar.value = 100 * p.loaded / p.total; });
      sending.addEventListener("load", () => {
        if (sending.status < 400) { window.location.assign(sending.responseURL); return; }
        form.submit();
      });
      sending.addEventListener("error", () => form.submit());
      sending.open("POST", form.action);
      sending.send(new FormData(form));
    });
  }
  const job = document.getElementById("viec");
  if (!job || job.dataset.over === "co") return;
  const look = async () => {
    try {
      const told = await (await fetch(`/nap/${job.dataset.job}.json`)).json();
      if (told.over) { window.location.reload(); return; }
      document.getElementById("doan").textContent = told.stage;
    } catch { /* the server may be turning to a new edition: look again */ }
    setTimeout(look, 1000);
  };
  setTimeout(look, 700);
})();
