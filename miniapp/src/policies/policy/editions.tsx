import type { PolicyView } from '@hutang/shared/contract'
import { Fold, Row } from '../../components'
import { momentText } from '../../format/date'
import { goToPolicies } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'

/** Every edition of a policy that was corrected. */
export function Editions({ policy: { id, editions } }: { policy: PolicyView }) {
  return (
    <Fold title="以前的版本" note={`更正过 ${editions - 1} 次，原来的内容仍可查看`} flush>
      <EditionList id={id} />
    </Fold>
  )
}

function EditionList({ id }: { id: string }) {
  const screen = useScreen('GET /api/policies/:id/editions', { params: { id } })
  return (
    <Loaded screen={screen}>
      {({ items }) => (
        <>
          {items.map(({ edition, publishedAt, note, isCurrent }) => (
            <Row
              key={edition}
              title={`第 ${edition} 版${isCurrent ? '（现在这一版）' : ''}`}
              detail={note ?? undefined}
              note={`${momentText(publishedAt)}公开`}
              onPress={isCurrent ? undefined : () => goToPolicies('policy', { id, edition })}
            />
          ))}
        </>
      )}
    </Loaded>
  )
}
