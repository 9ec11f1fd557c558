/** One page as a picture, without anything else that the file had. */
export interface PdfPage {
  /** WebP */
  data: Uint8Array
  width: number
  height: number
  /** Places that the gate blacked out. */
  masked: number
}

/** What the thread says: every page when it is done, or why there are none. */
export type PdfMessage = { pages: PdfPage[] } | { refused: string }

export const mostPdfBytes = 10 * 1024 * 1024
export const mostPages = 20
/** In points, 1/72 of an inch: larger than the largest sheet of paper there is (A0). */
export const longestSide = 4000
/** In pixels. */
export const longestPicture = 1600

export const refusals = {
  broken: '这个 PDF 打不开，可能没有传完整或已经损坏。请重新导出一份，或拍成照片再传。',
  encrypted: '这个 PDF 加了密码或限制，读不出来。请用没有加密的，或打印出来拍成照片再传。',
  empty: '这个 PDF 里一页也没有，请换一份。',
  pages: (pages: number) =>
    `这个 PDF 有 ${pages} 页，一份单据最多 ${mostPages} 页。请只留下要公开的那几页再传。`,
  size: (page: number) => `第 ${page} 页的纸太大或太窄，不像一张单据。请按 A4 重新导出，或拍成照片再传。`,
  slow: '这个 PDF 太复杂，读了很久也没读完。请打印出来拍成照片再传。',
  huge: '这个 PDF 展开以后太大了。请打印出来拍成照片再传。',
} as const
