// Redirects an old address at once, with the #fragment that a plain redirect would lose. Without
// script the page has an ordinary link.
const link = document.querySelector("a#to");
if (link instanceof HTMLAnchorElement) {
  const to = new URL(link.href);
  if (location.hash) to.hash = location.hash;
  location.replace(to.href);
}
