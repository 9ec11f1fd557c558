import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'
import type { Clock } from '../../clock'
import { defineModels } from '../../storage/define-models'
import { insertOnce } from '../../storage/insert-once'
import type { KeptToken, TokenStore } from './token'

/** The access token of a mini-program, shared by the processes. */
interface VendorTokenDoc {
  /** `wechat:<appid>` */
  _id: string
  /** Encrypted; '' before there is one. */
  sealed: string
  /** Hash of the token, by which one that the vendor refuses is dropped. */
  hash: string
  refreshAt: Date
  endsAt: Date
  /** Of the process that asks the vendor. */
  lease: string
  leaseUntil: Date
}

const vendorToken = new Schema<VendorTokenDoc>(
  {
    _id: String,
    sealed: String,
    hash: String,
    refreshAt: Date,
    endsAt: Date,
    lease: String,
    leaseUntil: Date,
  },
  { versionKey: false },
)

export const tokenModels = defineModels({ VendorToken: vendorToken })

/** Longer than one call to the vendor takes. */
const leaseMs = 20_000
const past = new Date(0)

export interface SharedTokenOptions {
  db: Connection
  clock: Clock
  appid: string
  /** 64 hex digits; the token is sealed with a key made of it. */
  fieldKey: string
}

/** Keeps the token in the database, sealed, under a lease. */
export function sharedToken({ db, clock, appid, fieldKey }: SharedTokenOptions): TokenStore {
  const { VendorToken } = tokenModels(db)
  const _id = `wechat:${appid}`
  const lease = randomUUID()
  const cipher = sealerOf(fieldKey, _id)
  return {
    async read() {
      const doc = await VendorToken.findById(_id).lean<VendorTokenDoc>()
      const token = doc ? cipher.open(doc.sealed) : null
      return doc && token !== null
        ? { token, refreshAt: doc.refreshAt.getTime(), endsAt: doc.endsAt.getTime() }
        : null
    },
    async take() {
      const now = clock.now()
      const leaseUntil = new Date(now.getTime() + leaseMs)
      const { modifiedCount } = await VendorToken.updateOne(
        { _id, leaseUntil: { $lte: now } },
        { $set: { lease, leaseUntil } },
      )
      if (modifiedCount === 1) return true
      return insertOnce(VendorToken, {
        _id,
        sealed: '',
        hash: '',
        refreshAt: past,
        endsAt: past,
        lease,
        leaseUntil,
      })
    },
    async write({ token, refreshAt, endsAt }: KeptToken) {
      await VendorToken.updateOne(
        { _id, lease },
        {
          $set: {
            sealed: cipher.seal(token),
            hash: hashOf(token),
            refreshAt: new Date(refreshAt),
            endsAt: new Date(endsAt),
            leaseUntil: past,
          },
        },
      )
    },
    async giveUp() {
      await VendorToken.updateOne({ _id, lease }, { $set: { leaseUntil: past } })
    },
    async drop(token) {
      await VendorToken.updateOne(
        { _id, hash: hashOf(token) },
        { $set: { sealed: '', hash: '', refreshAt: past, endsAt: past } },
      )
    },
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** AES-256-GCM: nonce, tag, text. What another key sealed opens to null. */
function sealerOf(fieldKey: string, about: string) {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(fieldKey, 'hex'), '', 'vendor token', 32))
  return {
    seal(text: string): string {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(sealed: string): string | null {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length <= 28) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}
