/** The element's shadow tree. Every part of it is found by `data-part`; `part` is for the page's style sheets. */
export const SHELL = `<div class="root" data-part="root">
  <div class="live-head" part="head" data-part="head">
    <span class="live-name" part="name" data-part="name"></span>
    <span class="edited" data-part="edited" hidden>edited</span>
  </div>
  <div class="code-pane" part="code" data-part="code"><slot></slot></div>
  <div class="live-bar" part="bar" data-part="status" data-state="asleep">
    <button type="button" class="primary" part="run" data-part="run">Run</button>
    <button type="button" part="stop" data-part="stop" aria-disabled="true">Stop</button>
    <button type="button" class="quiet" part="edit" data-part="edit">Edit</button>
    <button type="button" class="quiet" part="reset" data-part="reset" hidden>Reset</button>
    <p class="live-status" part="status"><span class="lamp" aria-hidden="true"></span>
      <span data-part="status-headline" role="status"></span>
      <span data-part="status-clock" aria-hidden="true" hidden></span>
      <span data-part="progress-text" hidden></span>
      <button type="button" class="quiet" data-part="retry" hidden>Try again</button></p>
    <a class="live-open" part="open" data-part="open" target="_blank" rel="noopener"><span class="long">Open in the playground</span><span class="short">Playground</span></a>
    <progress part="progress" data-part="progress" aria-label="Loading the Python runtime" hidden></progress>
  </div>
  <p class="live-tier" part="tier" data-part="tier" hidden></p>
  <div class="live-output" part="output" data-part="frame">
    <div class="live-caption" data-part="captions"><span data-part="caption">Recorded output</span>
      <span class="told" data-part="output-told" role="status"></span>
      <button type="button" class="quiet" data-part="copy" hidden>Copy</button>
      <button type="button" class="quiet" data-part="clear" hidden>Clear</button></div>
    <p class="detail" data-part="status-detail" role="status" hidden></p>
    <p class="dropped" data-part="output-dropped" hidden></p>
    <p class="empty" data-part="output-empty" hidden></p>
    <div class="recorded-output" data-part="recorded"><slot name="output"></slot></div>
    <div class="output" part="lines" data-part="output" role="log" aria-live="polite" tabindex="0" hidden></div>
    <form class="input-row" part="input" data-part="input-row" autocomplete="off" hidden>
      <label><span data-part="input-asks">The program is waiting for input</span> <input type="text" data-part="input" spellcheck="false" autocapitalize="off" /></label>
      <button type="submit">Send</button>
      <button type="button" data-part="input-end" title="End of file (Ctrl+D)">End of input</button>
    </form>
  </div>
  <div class="live-output" part="timeline" data-part="timeline" hidden>
    <div class="recorded-timeline" data-part="recorded-timeline"><slot name="timeline"></slot></div>
    <div class="live-timeline" data-part="live-timeline" hidden></div>
  </div>
</div>`;
