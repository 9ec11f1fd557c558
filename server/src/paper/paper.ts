/** What is to be printed, as plain data: it goes to the thread that draws it. */
export interface Paper {
  size: PaperSize
  /** `board`: across a room (张榜); `aloud`: into a microphone; `home`: by an elder; `office`: at a table. */
  reading: 'board' | 'aloud' | 'home' | 'office'
  /** Names the document. */
  title: string
  /** On every page after the first; empty: nothing. */
  running: string
  /** At the foot of every page, beside its number. */
  foot: string
  /** Of the document's own dates. */
  at: Date
  blocks: readonly Block[]
}

export type PaperSize = 'A4' | 'A3'

export type Block =
  | Masthead
  | Title
  | Banner
  | Lead
  | Heading
  | Facts
  | Paragraphs
  | TableBlock
  | NewsList
  | Photos
  | Closing
  | Form
  | Cutouts

/** 红头: the village's name over a double red rule. */
export interface Masthead {
  kind: 'masthead'
  name: string
  /** A small line below the name. */
  note: string
}
export interface Title {
  kind: 'title'
  text: string
}
/** What must be known before one reads on, in a frame. */
export interface Banner {
  kind: 'banner'
  text: string
}
/** 一句话说清 */
export interface Lead {
  kind: 'lead'
  text: string
}
/** Never the last line of a page. */
export interface Heading {
  kind: 'heading'
  text: string
  note?: string
}
/** Names and what they say, one a line. */
export interface Facts {
  kind: 'facts'
  items: readonly { name: string; text: string }[]
}
/** A line break begins a paragraph. */
export interface Paragraphs {
  kind: 'paragraphs'
  text: string
}
export interface TableBlock {
  kind: 'table'
  caption: string
  columns: readonly { label: string; align: 'left' | 'center' | 'right' }[]
  rows: readonly (readonly string[])[]
  totals: readonly (readonly string[])[]
}
/** Headlines, each with its sentence and a short word at the right. */
export interface NewsList {
  kind: 'news'
  items: readonly { title: string; text: string; word: string; alert?: boolean }[]
}
/** Photos, two a row. */
export interface Photos {
  kind: 'photos'
  items: readonly { jpeg: Uint8Array; width: number; height: number; caption: string }[]
}
/** A QR code of an address; before it, where there is one, the mini-program's own code, which WeChat opens. */
export interface Door {
  text: string
  caption: string
  wechat?: WechatCode
}
export interface WechatCode {
  png: Uint8Array
  caption: string
}
/** The end of a notice: facts beside a QR code, and who signs (落款) with room for the seal. */
export interface Closing {
  kind: 'closing'
  items: readonly { name: string; text: string }[]
  qr: Door
  signed?: { name: string; date: string }
}
/** A long code in groups that can be compared by eye, beside its QR code. */
export interface Code {
  name: string
  groups: readonly string[]
  qr: Door
}
/** Lines to be filled in by hand, on one page with the code of what they are about: one photo shows both. */
export interface Form {
  kind: 'form'
  code: Code
  lines: readonly { name: string; choices?: readonly string[]; rows?: number }[]
}
/** Slips to be cut apart, several a page; each group begins a page of its own. */
export interface Cutouts {
  kind: 'cutouts'
  groups: readonly { name: string; slips: readonly Cutout[] }[]
}
export interface Cutout {
  head: string
  name: string
  note: string
  code: string
  lines: readonly string[]
  /** The mini-program's own code, or a QR code of this address. */
  qr: string | WechatCode['png']
}
