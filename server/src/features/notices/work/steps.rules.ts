import { type EditionState, officeWords } from '@hutang/shared'
import type { WorkEdition } from '../workflow/step'

/** What brought an edition to the desk of who has the next step. `cancel`: a schedule that the machine took back. */
const leads = {
  submit: { state: 'submitted', page: 'review' },
  return: { state: 'returned', page: 'edit' },
  approve: { state: 'approved', page: 'review' },
  cancel: { state: 'approved', page: 'review' },
} as const satisfies Record<string, { state: EditionState; page: string }>

export type LeadingVerb = keyof typeof leads

/** One step to do, named by what led to it: the second time an edition was handed in is another step than the first. */
export interface ToDo {
  edition: string
  verb: LeadingVerb
  time: number
}

type Stood = Pick<WorkEdition, '_id' | 'state' | 'history'>

const isLeading = (verb: string): verb is LeadingVerb => Object.hasOwn(leads, verb)

const timesOf = ({ history }: Stood, verb: LeadingVerb): number =>
  history.filter((entry) => entry.verb === verb).length

/** What waits now; null while nothing waits for anybody else. */
export function toDoOf(edition: Stood): (ToDo & { at: Date }) | null {
  const last = edition.history.findLast(({ verb }) => isLeading(verb))
  if (!last || !isLeading(last.verb) || leads[last.verb].state !== edition.state) return null
  return { edition: edition._id, verb: last.verb, time: timesOf(edition, last.verb), at: last.at }
}

/** Whether it is still to be done. */
export const isOpen = ({ verb, time }: ToDo, edition: Stood): boolean =>
  leads[verb].state === edition.state && timesOf(edition, verb) === time

export const idOf = ({ edition, verb, time }: ToDo): string => `${edition}:${verb}:${time}`

export function toDoNamed(id: string): ToDo | null {
  const [, edition, verb = '', time] = /^(.+):([a-z]+):(\d+)$/.exec(id) ?? []
  return edition && isLeading(verb) ? { edition, verb, time: Number(time) } : null
}

export const pageOf = ({ verb }: ToDo, notice: string): string =>
  `cadre/${leads[verb].page}/index?id=${notice}`

/** In the words of the village or the township; a stranger may read them. */
export function textOf({ verb }: ToDo, level: string): string {
  const words = officeWords(level)
  switch (verb) {
    case 'submit':
      return `有一条公开等您${words.review}`
    case 'return':
      return '有一条公开退回给您，请改一改'
    case 'approve':
      return `有一条公开等您${words.publish}`
    case 'cancel':
      return `有一条定时没发出去，等您${words.publish}`
  }
}
