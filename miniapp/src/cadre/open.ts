import type { EndingAbility, LeakReportCard } from '@hutang/shared/contract'
import { cadreAddress, goToCadre, goToPolicyOffice, replacePage } from '../hooks/navigation'

type Leaked = Pick<LeakReportCard, 'notice' | 'about'>

/** `&about=policy` says that the id is a policy's. */
const ofKind = (id: string, about: Leaked['about']) => (about === 'policy' ? { id, about } : { id })

export const openEdit = (id: string) => goToCadre('edit', { id })
export const openReview = (id: string) => goToCadre('review', { id })
export const openStart = (region: string) => goToCadre('start', { region })
export const openVerify = (region: string) => goToCadre('verify', { region })
export const openQuestions = (region: string) => goToCadre('questions', { region })
export const openVisits = (region: string) => goToCadre('visits', { region })
export const openManage = (id: string) => goToCadre('notice', { id })
export const openEnding = (verb: EndingAbility['verb'], id: string) =>
  verb === 'takedown' ? goToCadre('takedown', { id }) : goToCadre('ending', { verb, id })
/** What a card about a leak leads to: a notice's page, or a policy's. */
export const openLeaked = ({ notice, about }: Leaked) =>
  about === 'policy' ? goToPolicyOffice('policy', { id: notice }) : openManage(notice)
export const openTold = ({ notice, about }: Leaked) => goToCadre('told', ofKind(notice, about))
export const openPosting = (id: string) => goToCadre('posting', { id })
export const openCounty = (id: string, about: Leaked['about']) => goToCadre('county', ofKind(id, about))

export const openEditInstead = (id: string) => void replacePage(cadreAddress('edit', { id }))

/** Opens the desk's paper for an item: a draft is made when something is written. */
export const openNew = (region: string, no: number) => goToCadre('edit', { region, no })
/** The same, in place of the page in front. */
export const openNewInstead = (region: string, no: number) =>
  void replacePage(cadreAddress('edit', { region, no }))

/** What may be done with a notice now that it is published, in place of the page that published it. */
export const openManageInstead = (id: string) => void replacePage(cadreAddress('notice', { id }))
/** 告诉了谁: the sums after publishing. */
export const openReached = (id: string) => goToCadre('reached', { id })
