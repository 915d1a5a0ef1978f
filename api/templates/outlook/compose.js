// Runs in each person's Outlook when a mail is begun. Classic Outlook for Windows runs it without a page: there is no document,
// no address of its own and no fetch, and the language is that of 2016.

const BASE = "{{base}}";

/** Tells Countersign that the add-in runs; the mail never waits for it. */
function onNewMessageCompose(event) {
  const request = new XMLHttpRequest();
  request.onloadend = function () {
    event.completed();
  };
  request.open("POST", BASE + "/started");
  request.timeout = 5000;
  request.send();
}

Office.actions.associate("onNewMessageCompose", onNewMessageCompose);
