import type { DraftContent, EditionWork } from '@hutang/shared/contract'
import { ApiError, errorOf } from '../../api/errors'
import { type ContentKey, contentKeys, mergeContent, same, takeTheirs } from './merge'
import type { DraftPorts, DraftState, Intent, Kept, Patch } from './types'

const typingPause = 1200
const retryAfter = 15_000

/**
 * A draft (草稿) while it is written. It sends one request at a time, in order, each with the revision that it
 * changes. What is written stays in the phone's storage until the server has it.
 */
export class Draft {
  #state: DraftState
  #base: DraftContent
  #theirs: DraftContent
  #revision: number
  #intent: Intent | null = null
  #refused: Patch = {}
  #last: Promise<unknown> = Promise.resolve()
  #cancel: () => void = () => undefined
  readonly #listeners = new Set<() => void>()

  constructor(
    work: EditionWork,
    kept: Kept | null,
    private readonly ports: DraftPorts,
  ) {
    this.#base = kept?.base ?? work.content
    this.#theirs = kept && kept.revision >= work.revision ? kept.base : work.content
    this.#revision = kept?.revision ?? work.revision
    this.#state = {
      work,
      content: kept?.mine ?? work.content,
      status: 'saved',
      savedAt: undefined,
      error: undefined,
      clashes: [],
      kept: kept !== null,
    }
    if (kept && work.revision > kept.revision) this.#rebase(work)
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

  edit(change: (content: DraftContent) => DraftContent): void {
    this.#set({ content: change(this.#state.content) })
    this.#wait(typingPause)
  }

  /** Takes a newer answer of the server, from whichever request it came. */
  absorb(work: EditionWork): void {
    if (work.revision > this.#revision) this.#rebase(work)
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
      if (work.revision > this.#revision && same(work.content, this.#theirs)) this.#revision = work.revision
      this.absorb(work)
    })
  }

  /** Sends nothing any more: the draft has been deleted. */
  drop(): void {
    this.#cancel()
    this.#set({ content: this.#base })
    this.#intent = null
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
      this.#refused = {}
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
        const work = await this.ports.send(intent.patch, intent.revision, intent.key)
        this.#intent = null
        this.#stored(work, intent.patch)
      } catch (failure) {
        const error = failure instanceof ApiError ? failure : errorOf(500, undefined)
        if (mayRetry(error)) return this.#later(error)
        this.#intent = null
        if (error.code !== 'staleEdit') this.#refuse(intent.patch, error)
        else if (await this.#catchUp()) behind++
        else return
      }
    }
    this.#rest()
  }

  async #catchUp(): Promise<boolean> {
    try {
      const work = await this.ports.read()
      this.#rebase(work)
      this.#set({ work })
      return true
    } catch (failure) {
      this.#later(failure instanceof ApiError ? failure : errorOf(500, undefined))
      return false
    }
  }

  #rebase(work: EditionWork): void {
    const { content, clashes } = mergeContent(this.#base, this.#state.content, work.content)
    this.#base = work.content
    this.#theirs = work.content
    this.#revision = work.revision
    this.#set({ content, clashes, work })
    this.#keep()
  }

  #stored(work: EditionWork, patch: Patch): void {
    // Compared with what was sent, not with the answer: the server trims spaces, and that is no one else's change.
    this.#base = { ...this.#base, ...patch }
    this.#theirs = work.content
    this.#revision = work.revision
    for (const key of contentKeys) if (key in patch) delete this.#refused[key]
    const error = Object.keys(this.#refused).length > 0 ? this.#state.error : undefined
    this.#set({ work, savedAt: this.ports.now(), error })
  }

  #refuse(patch: Patch, error: ApiError): void {
    const keys = contentKeys.filter((key) => key in patch)
    const named = keys.filter((key) => error.fields.some(({ field }) => field.split('.').includes(key)))
    for (const key of named.length > 0 ? named : keys) Object.assign(this.#refused, { [key]: patch[key] })
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
    const keys = contentKeys.filter(
      (key) =>
        !back.has(key) &&
        !same(content[key], this.#base[key]) &&
        !(key in this.#refused && same(content[key], this.#refused[key])),
    )
    if (keys.length === 0) return null
    const patch: Patch = Object.fromEntries(keys.map((key) => [key, content[key]]))
    return { patch, revision: this.#revision, key: this.ports.newKey() }
  }

  #clashing(): ContentKey[] {
    return this.#state.clashes.map(({ key }) =>
      key.startsWith('element:') ? 'elements' : (key as ContentKey),
    )
  }

  #unsaved(): boolean {
    return this.#intent !== null || !same(this.#state.content, this.#base)
  }

  #keep(): void {
    const kept = this.#unsaved()
      ? this.ports.keep({ revision: this.#revision, base: this.#base, mine: this.#state.content })
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
