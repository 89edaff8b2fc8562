// Counts times on, copies text, asks for a newer list only while somebody sees the page, and keeps the keyboard's place in it.
// Every page works without it.
(() => {
  const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang);
  // The present of the server, because the clock of this machine may be wrong.
  const ahead = Date.parse(document.body.dataset.now) - Date.now();

  function countOn() {
    for (const time of document.querySelectorAll('time[data-relative]')) {
      const seconds = Math.trunc((Date.parse(time.dateTime) - Date.now() - ahead) / 1000);
      const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length);
      const text = unit && words.format(Math.trunc(seconds / unit[1]), unit[0]);
      if (text && text !== time.textContent) {
        time.textContent = text;
      }
    }
  }

  // Without a script, or without a secure connection, there is no button.
  function showCopyButtons() {
    if (navigator.clipboard) {
      document.querySelectorAll('.copy[hidden]').forEach((button) => { button.hidden = false; });
    }
  }

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('.copy');
    if (button) {
      await navigator.clipboard.writeText(button.parentElement.querySelector('code').textContent);
      button.textContent = button.dataset.done;
    }
  });
  // A request for a newer list waits for its answer. A browser has few connections, so none stays open for a list that was
  // replaced by another filter, and htmx would report its answer as an error.
  let waiting;
  function stopWaiting() {
    if (waiting) {
      // Else htmx reports this as an error, too.
      waiting.onabort = null;
      waiting.abort();
      waiting = undefined;
    }
  }
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (event.target.id !== 'live') {
      return;
    }
    if (document.hidden) {
      event.preventDefault();
      return;
    }
    stopWaiting();
    waiting = event.detail.xhr;
  });
  // A list that is replaced takes the focus with it. htmx gives it back to what has an id; this gives it back to links.
  const inRow = (link) => link.closest('tr')?.querySelector('.name').getAttribute('href');
  let focused;
  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (detail.target.id === 'live' && detail.xhr !== waiting) {
      stopWaiting();
    }
    const link = document.activeElement.closest('a[href]');
    focused = link && detail.target.contains(link) && { row: inRow(link), address: link.getAttribute('href') };
  });
  document.addEventListener('htmx:afterSwap', () => {
    if (focused && document.activeElement === document.body) {
      [...document.querySelectorAll('#live a[href]')]
        .find((link) => link.getAttribute('href') === focused.address && inRow(link) === focused.row)
        ?.focus({ preventScroll: true });
    }
    focused = undefined;
  });
  // The list below has what was typed already. Enter would save the whole form.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.closest('.choices-find input')) {
      event.preventDefault();
    }
  });
  document.addEventListener('htmx:load', showCopyButtons);
  setInterval(countOn, 1000);
  showCopyButtons();
})();
