import type { LeakKind, Viewer, WordsKind } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Connection } from 'mongoose'
import type { Deps } from './deps'
import type { Subject, SubjectRef } from './features/announcements'
import type { Job } from './jobs'
import type { Migration } from './storage/migrations'

/** What the start needs to know of a collection: everything else stays with its feature. */
export interface Collection {
  init(): Promise<unknown>
  deleteMany(filter: object): Promise<unknown>
}

/** Work of one kind that waits for somebody at the desk of a region. */
export interface Waiting {
  region: string
  /** returned to its writer, to be reviewed, to be published, or a question to be answered */
  what: 'return' | 'review' | 'publish' | 'answer'
  count: number
}

/** What other features may show of a person beside the account's own facts. */
export interface Profile {
  textSize: 'standard' | 'large' | 'elder' | 'huge' | null
  unread: number
  /** Answers to questions that the person has not read. */
  answers: number
  /** Of their 诉求, those whose newest step they have not read. */
  appeals: number
  waiting: Waiting[]
  /** Those that the person acts for. */
  enterprises: { id: string; name: string; region: string }[]
}

/** A household whose data was in what was taken down. */
export interface LeakedHousehold {
  /** Its `_id`; of a row that belongs to a person their `personKey`. */
  household: string
  /** Of a person's row: the household that it names. */
  home?: string
  how: 'row' | 'named'
  /** A number that must not be public stood beside it. */
  marked: boolean
}

/** What was taken down (隐私撤下), and whose data it was. */
export interface Leaked {
  kind: 'notice' | 'policy'
  /** Its id, of a policy too. */
  notice: string
  edition: string
  region: string
  /** 0: of a policy. */
  item: number
  publishedAt: Date
  /** It was public until then. */
  hiddenAt: Date
  hiddenBy: string
  at: Date
  by: string
  body: string
  reason: string
  kinds: readonly LeakKind[]
  households: readonly LeakedHousehold[]
}

/** Somebody took back in WeChat what they gave the mini-program (撤回授权), or closed their WeChat account (注销). */
export interface Revoked {
  openid: string
  what: 'authorization' | 'account'
  /** Of an authorization, the vendor's number: 8 手机号, 14 选中的图片或视频, 15 选中的文件 and others; '': all. */
  info: string
  at: Date
}

/** What WeChat found in a picture (`mediaCheckAsync`). */
export interface MediaChecked {
  traceId: string
  /** Null: it could not load the picture. */
  suggest: 'pass' | 'review' | 'risky' | null
  label: number
}

/** An account that was deleted (注销): whose data goes. */
export interface Gone {
  account: string
  /** Null: the account of a post. */
  openid: string | null
  /** The persons that nobody else's account stands for. */
  persons: readonly string[]
  at: Date
}

/** 换了微信: an account whose resident has another account from now on. */
export interface Replaced {
  account: string
  openid: string | null
  by: string
  /** What proved it, `verification`'s. */
  claim: string
  region: string
  at: Date
}

/** Words that WeChat did not let pass, and the number of what they were written in. */
export interface StandingWords {
  id: string
  within: string
  text: string
}

/** What goes on in the background in a process of the role `worker`, as the push engine does. */
export interface Work {
  start(): void
  /** There is something to do: now, not at the next poll. */
  wake(): void
  /** Finishes what is under way. */
  stop(): Promise<void>
}

/** A room of the house with all that comes with it. `app.ts` lists them; each may call only those listed before it. */
export interface Feature {
  name: string
  /** Its collections, made on the connection before anything is served. */
  models?(db: Connection): Record<string, Collection>
  /** Changes of what earlier versions have stored, run before anything is served. */
  migrations?: readonly Migration[]
  /** Routes, hooks and metrics. */
  plugin?(app: FastifyInstance, deps: Deps): Promise<void> | void
  /** What is done by the minute, the half hour and the hour, in a process of the role `scheduler`. */
  jobs?(deps: Deps): Job[]
  /** What a process of the role `worker` does all the time. */
  work?(deps: Deps): Work
  /** What the push engine may ask about each kind of thing that this feature announces. */
  subjects?: Readonly<Record<string, Subject>>
  /** What this feature keeps of a person follows when the account is tied to another person, and ends with them. */
  people?: {
    /** `inbox`: also what has been received. Repeatable. */
    moved(deps: Deps, from: string, to: string, options: { inbox: boolean }): Promise<void>
    ended(deps: Deps, person: string): Promise<void>
  }
  /** What WeChat tells of people, for what this feature keeps. Asked until it has answered; repeatable. */
  wechat?: {
    onRevoked?(deps: Deps, revoked: Revoked): Promise<void>
    onMediaChecked?(deps: Deps, checked: MediaChecked): Promise<void>
  }
  /** Of the words in what this feature keeps: the ids of those that still stand there, where the viewer may read it. */
  words?: Partial<
    Record<WordsKind, (deps: Deps, viewer: Viewer, asked: readonly StandingWords[]) => Promise<Set<string>>>
  >
  /** What this feature keeps of an account. Both are asked until they have answered, so they are repeatable. */
  accounts?: {
    /** What is kept of it goes; what has to stay names nobody. Of after `at`, nothing that others were told. */
    left?(deps: Deps, gone: Gone): Promise<void>
    /** What is the account's own goes over to the one that replaces it. */
    replaced?(deps: Deps, account: Replaced): Promise<void>
  }
  /** What a takedown (隐私撤下) means for what this feature keeps. Asked until it has answered; repeatable. */
  takedown?: {
    /** Before the content is deleted: whom to tell. */
    found?(deps: Deps, leaked: Leaked): Promise<void>
    /** Removes what was kept of its content. */
    erase?(deps: Deps, subject: SubjectRef): Promise<void>
  }
  /** What this feature adds to the account as its owner sees it. */
  profile?(deps: Deps, viewer: Viewer): Promise<Partial<Profile>>
}
