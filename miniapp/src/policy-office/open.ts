import { goToPolicyOffice, policyOfficeAddress, replacePage } from '../hooks/navigation'

export const openEdit = (id: string) => goToPolicyOffice('edit', { id })
export const openPolicy = (id: string) => goToPolicyOffice('policy', { id })
export const openEditInstead = (id: string) => void replacePage(policyOfficeAddress('edit', { id }))
export const openPolicyInstead = (id: string) => void replacePage(policyOfficeAddress('policy', { id }))
