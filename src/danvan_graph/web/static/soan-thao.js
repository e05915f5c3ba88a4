"use strict";
// Turns the query field into an editor with colours and the words of the ontology. The form stays
// what it is: without this script the field works alone, and the server answers either way.
(() => {
  const field = document.getElementById("cau-truy-van");
  const { Yasqe } = window.Yasgui;
  const words = JSON.parse(field.dataset.words);
  const place = document.createElement("div");
  field.before(place);
  field.hidden = true;
  const isType = (said) => said === "a" || said === "rdf:type";
  const before = (yasqe) => {
    const token = yasqe.getCompleteToken();
    return yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token).string;
  };
  const offered = (name, fits) => ({
    name,
    bulk: true,
    autoShow: true,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => {
      const said = yasqe.getCompleteToken().string;
      return said.length > 0 && !/^[?$"'#]/.test(said) && fits(before(yasqe), yasqe);
    },
    preProcessToken: (...all) => Yasqe.Autocompleters.class.preProcessToken(...all),
    postProcessSuggestion: (...all) => Yasqe.Autocompleters.class.postProcessSuggestion(...all),
    get: () => words[name],
  });
  Yasqe.defaults.autocompleters = ["variables"];
  Yasqe.registerAutocompleter(offered("lop", (said) => isType(said)));
  Yasqe.registerAutocompleter(offered("thuoc-tinh", (said) => !isType(said)));
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    showQueryButton: false,
    createShareableLink: null,
    resizeable: false,
    tabSize: 2,
    lineWrapping: true,
    viewportMargin: Infinity,
    extraKeys: {
      "Ctrl-Space": (cm) => cm.autocomplete(),
      "Ctrl-Enter": () => field.form.requestSubmit(),
      "Cmd-Enter": () => field.form.requestSubmit(),
      Tab: false,
      "Shift-Tab": false,
    },
  });
  editor.getInputField().setAttribute("aria-label", field.labels[0].textContent);
  field.labels[0].addEventListener("click", () => editor.focus());
  field.form.addEventListener("submit", () => { field.value = editor.getValue(); });
})();
