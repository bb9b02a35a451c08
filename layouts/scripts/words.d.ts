/** Interface words whose keys begin with what stands behind "words:", without that beginning. */
declare module "words:*" {
  const words: Record<string, string>;
  export default words;
}
