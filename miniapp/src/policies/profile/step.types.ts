import type { EnterpriseView } from '@hutang/shared/contract'
import type { EnterpriseProfile } from '@hutang/shared/rules'
import type { Profile } from './use-profile'

/** What every step of the profile is given. */
export interface StepProps extends Pick<Profile, 'change' | 'answer'> {
  firm: EnterpriseView
  /** With what is not saved yet. */
  profile: EnterpriseProfile
  day: string
  /** What the service says is wrong, by the field of an answer or of the profile. */
  wrong: (name: string) => string | undefined
}
