/**
 * Lets go of the text that Tab selected in an input once it is left. Splunk's tables follow neither Enter nor a click while anything is
 * selected, so that whoever came through an input could choose no row.
 */
document.addEventListener('focusout', ({ target }) => {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    document.getSelection()?.removeAllRanges();
  }
});
