import type { Answer } from '../../api/contract'
import { Button, Card } from '../../components'
import { goToPolicies } from '../../hooks/navigation'
import { PolicyRow } from '../../widgets'

export type PoliciesFoundData = Answer<'GET /api/policies'>

/** Policies that the words find too; all of them are in the list of policies. */
export function PoliciesFound({ found, words }: { found: PoliciesFoundData; words: string }) {
  const { items, total } = found
  if (items.length === 0) return null
  return (
    <Card
      title={`政策 ${total} 项`}
      flush
      aside={
        total > items.length ? (
          <Button
            kind="quiet"
            inline
            label={`看全部 ${total} 项政策`}
            onPress={() => goToPolicies('list', { q: words })}
          >
            看全部
          </Button>
        ) : undefined
      }
    >
      {items.map((policy) => (
        <PolicyRow key={policy.id} policy={policy} />
      ))}
    </Card>
  )
}
