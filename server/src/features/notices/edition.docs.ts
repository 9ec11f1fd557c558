import type { AgainHours } from '@hutang/shared'

/** How its publisher wants people to be told. */
export interface TellingDoc {
  /** 有效至, a part of the content; absent: for good. */
  validUntil?: Date | null
  /** 没收到的上门告诉; null: by default. No part of the content, like `againHours`. */
  visit?: boolean | null
  /** Who has not read it after so many hours is told again; null: nobody is. */
  againHours?: AgainHours | null
}

export interface GroundsDoc {
  text: string
  person: string
  /** Name and role in words, as they were then. */
  by: string
  at: Date
}

/** One part of an edition in its hash: plain, or a commitment that the salt opens. */
export interface HashPart {
  /** `title`, `words`, `table`, or `picture:<id>` */
  name: string
  /** Null: everybody may see the part, its hash is plain. */
  salt: string | null
  hash: string
  /** Deleted with its salt: taken down (撤下). The hash of the edition stays whole. */
  gone?: boolean
}

/** 单据: pictures tied to a row of the table. */
export interface VoucherDoc {
  _id: string
  /** Key of the row. */
  row: string
  name: string
  pages: { _id: string; width: number; height: number; sha256: string }[]
  /** Places that the gate blacked out by itself. */
  found: number
  /** 已遮住: who ticked it, of the pages as they are; null: nobody yet. */
  masked: { person: string; account: string; by: string; at: Date } | null
}
