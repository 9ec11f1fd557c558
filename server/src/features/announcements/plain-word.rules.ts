/** Ａ and a are one, in a word that is followed and in a text. */
export const plainWord = (text: string): string => text.normalize('NFKC').toLowerCase()
