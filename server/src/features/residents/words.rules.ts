/** Divides Chinese into words by the dictionary that comes with Node (ICU). */
const dictionary = new Intl.Segmenter('zh', { granularity: 'word' })

/** Words of village affairs that are somebody's name too, and that the dictionary does not know. */
const furtherWords = new Set(['余额', '应收', '查账', '钱款', '戴帽'])

const mostLetters = 2

/** Whether a name of two letters is also an ordinary word, such as 高兴, 方向, 马路 and 和平: a text may not mean the person. */
export function isOrdinaryWord(name: string): boolean {
  if (name.length > mostLetters) return false
  if (furtherWords.has(name)) return true
  const [first] = dictionary.segment(name)
  return first?.segment === name && first.isWordLike === true
}
