import type { EndingAbility } from '@hutang/shared/contract'
import { cadreAddress, goToCadre, replacePage } from '../hooks/navigation'

export const openEdit = (id: string) => goToCadre('edit', { id })
export const openReview = (id: string) => goToCadre('review', { id })
export const openStart = (region: string) => goToCadre('start', { region })
export const openVerify = (region: string) => goToCadre('verify', { region })
export const openQuestions = (region: string) => goToCadre('questions', { region })
export const openVisits = (region: string) => goToCadre('visits', { region })
export const openManage = (id: string) => goToCadre('notice', { id })
export const openEnding = (verb: EndingAbility['verb'], id: string) =>
  verb === 'takedown' ? goToCadre('takedown', { id }) : goToCadre('ending', { verb, id })
export const openTold = (id: string) => goToCadre('told', { id })
export const openPosting = (id: string) => goToCadre('posting', { id })
export const openCounty = (id: string) => goToCadre('county', { id })

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
