import type { NoticeLine, Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { AnnouncementDoc } from './announcements.model'

/**
 * Why somebody is told who need not follow anything. A code: the sentence is made where it is shown. `received`:
 * they had what is corrected now; `work`: it waits at their desk; `enterprise`: it is about a firm that they act for;
 * `asker`: it answers what they asked for; `account`: it is about their account.
 */
export type Concern = 'household' | 'emergency' | 'received' | 'work' | 'enterprise' | 'asker' | 'account'

/** Nobody is told of it any more. */
export interface Gone {
  /** `done`: somebody has done the work that waited. */
  gone: 'withdrawn' | 'takenDown' | 'notPublished' | 'done'
}

/** Nobody is told yet: it is hidden (先遮住) and may show again. */
export interface Held {
  gone: 'hidden'
  until: Date
}

/** A subject as it stands at this moment. */
export interface Description {
  gone: null
  edition: string
  title: string
  /** What it is published as, such as the item of the catalogue. */
  name: string
  /** Under which a digest lists it: of the catalogue, or what the feature calls its kind. */
  category: string
  /** The number of the item in the catalogue, which may be muted; null where there is none. */
  item: number | null
  /** What a visitor may read of it, for who follows a word; empty where nothing is open. Read only by matching. */
  text(): Promise<string>
  publishedAt: Date
  publishedBy: string
  /** The village or township, by its name. */
  place: string
  /** A page of the mini-program, without a leading slash, with its query. */
  link: string
  /** Whether a stranger may read the title on a locked screen. */
  titleIsOpen: boolean
  mayRead(viewer: Viewer): boolean
  /** Whether the person is still concerned for this reason; the viewer is null where nobody is known. */
  concerns(concern: Concern, person: string, viewer: Viewer | null): Promise<boolean>
  /** Which of many people are, in few queries; where it is absent each is asked about by themselves. */
  concernsMany?(concern: Concern, people: readonly Asked[]): Promise<ReadonlySet<string>>
}

/** Somebody of whom it is asked whether they are still concerned. */
export interface Asked {
  person: string
  viewer: Viewer | null
}

/** Of another kind of subject, which everybody may follow: to some people this kind says what it means for them. */
export interface Covers {
  kind: string
  /** The subject of that kind that one of this kind is about. */
  of(id: string): string
  /** Those of this kind that may say it to the viewer. */
  to(id: string, viewer: Viewer): readonly string[]
  /** Whether all of this kind has been announced that follows from what was announced of the other at that time. */
  isSettled(deps: Deps, id: string, at: Date): Promise<boolean>
}

/** How the push engine asks a feature about what it has announced. The engine reads no table of the feature. */
export interface Subject {
  /** What is to be said of it where it was announced like this. */
  describe(deps: Deps, id: string, kind: AnnouncementDoc['kind']): Promise<Description | Gone | Held>
  /** Whom it concerns, whatever they follow; a person may come with several concerns. */
  concerned(deps: Deps, announcement: AnnouncementDoc): Promise<{ person: string; concern: Concern }[]>
  /** What was corrected in the own household's row, old and new, one sentence each; a subject without is left out. */
  changes?(deps: Deps, ids: readonly string[], viewer: Viewer): Promise<Map<string, string[]>>
  covers?: Covers
  /** As a list shows them to the viewer. What cannot be read any more is absent. */
  lines(deps: Deps, ids: readonly string[], viewer: Viewer): Promise<NoticeLine[]>
}
