import type { EditionWork } from '@hutang/shared/contract'
import { ApiError, errorOf } from '../../api/errors'
import type { Content } from '../table/rows'
import { packed, unpacked } from './kept'
import { type ContentKey, fieldOf, mergeContent, sameContent, sameField, takeTheirs } from './merge'
import { afterWrite, fieldsOf, nextWrite } from './outbox'
import type { DraftPorts, DraftState, Intent, Kept, Write } from './types'

const typingPause = 1200
const retryAfter = 15_000

/**
 * A draft (草稿) while it is written: one request at a time, in order, each with the revision that it changes.
 * What is written stays in the phone's storage until the server has it.
 */
export class Draft {
  #state: DraftState
  /** What the server has, but for the spaces that it trims. */
  #base: Content
  #theirs: Content
  #revision: number
  #intent: Intent | null = null
  /** Fields that the server refused, as they were then. */
  #refused = new Map<ContentKey, Content>()
  #last: Promise<unknown> = Promise.resolve()
  #cancel: () => void = () => undefined
  readonly #listeners = new Set<() => void>()
  /** `content` is that of `work`, with the rows. */
  constructor(
    work: EditionWork,
    content: Content,
    kept: Kept | null,
    private readonly ports: DraftPorts,
  ) {
    const { base, mine } = kept ? unpacked(kept, content) : { base: content, mine: content }
    this.#base = base
    this.#theirs = content
    this.#revision = work.revision
    this.#state = {
      work,
      content: mine,
      status: 'saved',
      rowsLeft: 0,
      savedAt: undefined,
      error: undefined,
      clashes: [],
      kept: kept !== null,
    }
    if (kept && work.revision > kept.revision) this.#rebase(work, content)
    if (this.#unsaved()) this.#wait(0)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
  readonly get = (): DraftState => this.#state

  /** The revision that the next write changes. */
  get revision(): number {
    return this.#revision
  }

  edit(change: (content: Content) => Content): void {
    this.#set({ content: change(this.#state.content) })
    this.#wait(typingPause)
  }

  /** Takes a newer answer of the server, from whichever request it came. */
  absorb(work: EditionWork): void {
    if (work.revision > this.#revision) {
      void this.#queue(() => this.#catchUp().then(() => this.#save()))
      return
    }
    if (work.revision >= this.#state.work.revision) this.#set({ work })
    if (this.#unsaved()) this.#wait(typingPause)
    else this.#keep()
  }

  /** Where both sides changed the same field: takes this phone's text or the server's. */
  choose(key: string, choice: 'mine' | 'theirs'): void {
    const clashes = this.#state.clashes.filter((clash) => clash.key !== key)
    const content =
      choice === 'theirs' ? takeTheirs(this.#state.content, this.#theirs, key) : this.#state.content
    this.#set({ clashes, content })
    this.#wait(0)
  }

  /** Saves now; true if the server then has everything that is on the screen. */
  async flush(): Promise<boolean> {
    await this.#queue(() => this.#save())
    return !this.#unsaved()
  }

  /** Another write to the same draft (a picture, 送审): first saves what is unsaved, and later saves wait for it. */
  async saveThen(write: () => Promise<EditionWork>): Promise<void> {
    await this.#queue(async () => {
      await this.#save()
      const work = await write()
      // One more than ours: nobody else wrote between, and this write changes no words.
      if (work.revision === this.#revision + 1) this.#revision = work.revision
      this.absorb(work)
    })
  }

  /** Sends nothing any more, and keeps nothing: the draft has been deleted. */
  drop(): void {
    this.#cancel()
    this.#intent = null
    this.#set({ content: this.#base })
    this.#keep()
  }

  /** The page is closed or hidden: saves what is unsaved now. */
  leave(): void {
    this.#cancel()
    if (!this.#unsaved()) return
    this.#keep()
    void this.flush()
  }

  #queue<T>(run: () => Promise<T>): Promise<T> {
    this.#cancel()
    const turn = this.#last.then(run)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  #wait(ms: number): void {
    this.#cancel()
    if (!this.#unsaved()) {
      this.#refused.clear()
      this.#keep()
      this.#set({ status: this.#state.clashes.length > 0 ? 'held' : 'saved', error: undefined })
      return
    }
    if (this.#state.status !== 'saving') this.#set({ status: 'waiting' })
    const keeping = this.ports.later(() => this.#keep(), Math.min(ms, 300))
    const saving = this.ports.later(() => void this.flush(), ms)
    this.#cancel = () => {
      keeping()
      saving()
    }
  }

  async #save(): Promise<void> {
    for (let behind = 0; behind < 4; ) {
      this.#intent ??= this.#next()
      const intent = this.#intent
      if (!intent) break
      this.#set({ status: 'saving' })
      try {
        const work = await this.ports.send(intent.write, intent.revision, intent.key)
        this.#intent = null
        this.#stored(work, intent.write)
      } catch (failure) {
        const error = failure instanceof ApiError ? failure : errorOf(500, undefined)
        if (mayRetry(error)) return this.#later(error)
        this.#intent = null
        if (error.code !== 'staleEdit') this.#refuse(intent.write, error)
        else if (await this.#catchUp()) behind++
        else return
      }
    }
    this.#rest()
  }

  async #catchUp(): Promise<boolean> {
    try {
      const { work, content } = await this.ports.read()
      if (work.revision >= this.#revision) this.#rebase(work, content)
      return true
    } catch (failure) {
      this.#later(failure instanceof ApiError ? failure : errorOf(500, undefined))
      return false
    }
  }

  #rebase(work: EditionWork, theirs: Content): void {
    const { content, clashes } = mergeContent(this.#base, this.#state.content, theirs)
    this.#base = theirs
    this.#theirs = theirs
    this.#revision = work.revision
    this.#set({ content, clashes, work })
    this.#keep()
  }

  #stored(work: EditionWork, write: Write): void {
    // Compared with what was sent, not with the answer: the server trims spaces, and that is no one else's change.
    this.#base = afterWrite(this.#base, write)
    const { table } = work.content
    this.#theirs = { ...work.content, table: table && { ...table, rows: this.#base.table?.rows ?? [] } }
    this.#revision = work.revision
    for (const key of fieldsOf(write)) this.#refused.delete(key)
    this.#set({ work, savedAt: this.ports.now(), ...(this.#refused.size > 0 ? {} : { error: undefined }) })
  }

  #refuse(write: Write, error: ApiError): void {
    const keys = fieldsOf(write)
    const named = keys.filter((key) => error.fields.some(({ field }) => field.split('.').includes(key)))
    for (const key of named.length > 0 ? named : keys) this.#refused.set(key, this.#state.content)
    this.#set({ error })
  }

  #later(error: ApiError): void {
    this.#keep()
    this.#set({ status: 'offline', error })
    this.#cancel = this.ports.later(() => void this.flush(), retryAfter)
  }

  #rest(): void {
    this.#keep()
    const { clashes, content, error } = this.#state
    const held = clashes.length > 0 || this.ports.unfit(content).length > 0
    const status = !this.#unsaved() ? 'saved' : error ? 'refused' : held ? 'held' : 'waiting'
    this.#set(status === 'saved' ? { status, error: undefined } : { status })
  }

  #next(): Intent | null {
    const { content } = this.#state
    const back = new Set<ContentKey>([...this.ports.unfit(content), ...this.#clashing()])
    for (const [key, then] of this.#refused) if (sameField(key, then, content)) back.add(key)
    const next = nextWrite(this.#base, content, (key) => back.has(key))
    this.#set({ rowsLeft: next?.rowsLeft ?? 0 })
    return next && { write: next.write, revision: this.#revision, key: this.ports.newKey() }
  }

  #clashing(): ContentKey[] {
    return this.#state.clashes.map(({ key }) => fieldOf(key))
  }

  #unsaved(): boolean {
    return this.#intent !== null || !sameContent(this.#state.content, this.#base)
  }

  #keep(): void {
    const kept = this.#unsaved()
      ? this.ports.keep(packed(this.#revision, this.#base, this.#state.content))
      : !this.ports.keep(null)
    if (kept !== this.#state.kept) this.#set({ kept })
  }

  #set(change: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

/** Whether the same request may succeed later: there was no answer, or the fault was the server's. */
const mayRetry = (error: ApiError): boolean => error.offline || error.status === 429 || error.status >= 500
