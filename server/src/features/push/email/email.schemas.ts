import { Schema } from 'mongoose'

/** Where a person's e-mail goes, confirmed by a code. */
export interface EmailAddressDoc {
  /** Person `_id` */
  _id: string
  /** Encrypted, as telephones are. */
  sealed: string
  /** Keyed hash, which stands for the address where it must not be read. */
  hash: string
  confirmedAt: Date
  /** Since when the mail server has said that nobody has it; null: it has not. */
  goneAt: Date | null
}

/** An address that waits for its code. */
export interface EmailCodeDoc {
  /** Person `_id` */
  _id: string
  sealed: string
  hash: string
  /** Keyed hash of the code. */
  code: string
  tries: number
  expiresAt: Date
}

const address = new Schema<EmailAddressDoc>(
  { _id: String, sealed: String, hash: String, confirmedAt: Date, goneAt: { type: Date, default: null } },
  { versionKey: false },
)

const code = new Schema<EmailCodeDoc>(
  { _id: String, sealed: String, hash: String, code: String, tries: Number, expiresAt: Date },
  { versionKey: false },
)
code.index({ expiresAt: 1 }, { expireAfterSeconds: 0 }) // an address that nobody has confirmed is forgotten

export const emailSchemas = { EmailAddress: address, EmailCode: code }
