/** A text as it is searched, and where each of its characters stands in what was written. */
export interface SearchText {
  /** One way to write everything: NFKC, small letters, no spaces or invisible characters, 〇 for ○. */
  chars: string
  /** The place in the original of each character of `chars`; null where they are the same. */
  places: readonly number[] | null
}

const zeros = /[○◯零]/u
const invisible = /[\p{Cf}\p{Cc}\p{Mn}\p{Zs}]/u
const isPlain = /^[a-z0-9\u4e00-\u96f5\u96f7-\u9fff\u3001\u3002:.%-]*$/

/** Makes a text comparable: 沈　涛 and 沈涛, Ａ and a, 二○二六 and 二〇二六 are the same. */
export function searchText(written: string): SearchText {
  if (isPlain.test(written)) return { chars: written, places: null }
  let chars = ''
  const places: number[] = []
  let at = 0
  for (const sign of written) {
    for (const unit of plainSign(sign)) {
      chars += unit
      for (let half = 0; half < unit.length; half++) places.push(at + half)
    }
    at += sign.length
  }
  return { chars, places }
}

function plainSign(sign: string): string {
  if (sign === '\n') return sign
  if (zeros.test(sign)) return '〇'
  const plain = sign.normalize('NFKC').toLowerCase()
  return invisible.test(plain) ? '' : plain
}

/** More words than anybody types. */
const mostWords = 8

/** The words of a search, split at spaces and at signs that separate; each once. */
export function searchWords(typed: string): string[] {
  const words = typed
    .normalize('NFKC')
    .split(/[\s\p{Cc},;|、。]+/u)
    .map((word) => searchText(word).chars.replaceAll('ü', 'v'))
  return [...new Set(words.filter((word) => word !== ''))].slice(0, mostWords)
}
