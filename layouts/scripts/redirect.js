// An old address sends its reader on at once, with the #fragment that a plain
// redirect would lose. The page that this runs on holds an ordinary link too.
const link = document.querySelector("a#to");
if (link instanceof HTMLAnchorElement) {
  const to = new URL(link.href);
  if (location.hash) to.hash = location.hash;
  location.replace(to.href);
}
