/** A webpack loader: takes the icons out of Taro's own navigation bar. Nothing here shows it, and they were 4 kB of the first load. */
module.exports = function noBarIcons(source) {
  const plain = source.replace(/_svg_str = `[^`]*`/g, "_svg_str = ''")
  if (plain === source) throw new Error(`no-bar-icons found none in ${this.resourcePath}`)
  return plain
}
