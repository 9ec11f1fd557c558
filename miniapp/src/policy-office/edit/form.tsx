import type { PolicyChange } from '@hutang/shared/contract'
import type { PolicyContent } from '@hutang/shared/rules'
import type { Names } from '../components/use-names'
import type { DraftState } from '../draft/draft'
import { Excludes } from '../fields/excludes'
import { AmountCard } from './amount-card'
import { ApplyCard } from './apply-card'
import { ChangeCard, ExplainCard } from './explain-card'
import { HeadCard } from './head-card'
import { ReviewCard } from './review-card'
import { RuleCard } from './rule-card'
import { WindowCard } from './window-card'

interface FormProps {
  state: DraftState
  names: Names
  wrong: (field: string) => string | undefined
  onEdit: (part: Partial<PolicyContent>) => void
  onChange: (part: Partial<PolicyChange>) => void
  onOpen: (path: string) => void
  onRemove: (path: string) => void
  onAdd: () => void
}

/** Everything that a policy says, beside its text. */
export function Form({ state, names, wrong, onEdit, onChange, onOpen, onRemove, onAdd }: FormProps) {
  const { content, change, work } = state
  // What must not be asked for is said where it stands, too.
  const said = (field: string) =>
    wrong(`content.${field}`) ?? work.objections.find((one) => one.field === `content.${field}`)?.message
  const atRule = (path: string) => {
    const field = path === '' ? 'content.rule' : `content.rule.${path}`
    const own = (one: { field: string }) => one.field === field
    return (
      state.error?.fields.find(own)?.message ?? work.problems.find((one) => path !== '' && own(one))?.message
    )
  }
  const part = { content, onEdit, wrong: said }
  return (
    <>
      {work.edition > 1 && change ? <ChangeCard change={change} wrong={wrong} onEdit={onChange} /> : null}
      <RuleCard
        rule={content.rule}
        names={names.names}
        problem={atRule}
        objections={work.objections}
        onOpen={onOpen}
        onRemove={onRemove}
        onAdd={onAdd}
      />
      <HeadCard {...part} names={names.industry} onNames={names.add} />
      <AmountCard {...part}>
        <Excludes
          own={work.id}
          region={work.region.code}
          error={said('excludes')}
          value={content.excludes}
          titleOf={names.policy}
          onTitles={names.add}
          onChange={(excludes) => onEdit({ excludes })}
        />
      </AmountCard>
      <WindowCard {...part} />
      <ApplyCard {...part} />
      <ExplainCard {...part} />
      {content.audience === 'enterprise' ? <ReviewCard {...part} /> : null}
    </>
  )
}
