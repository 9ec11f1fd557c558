import { Elements, Fold } from '../../components'
import { momentText } from '../../format/date'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'

/** The earlier editions of a notice that was changed. */
export function Editions({ id, count }: { id: string; count: number }) {
  return (
    <Fold title="以前的版本" note={`改过 ${count - 1} 次，都有留存`}>
      <EditionList id={id} />
    </Fold>
  )
}

function EditionList({ id }: { id: string }) {
  const screen = useScreen('GET /api/notices/:id/editions', { params: { id } })
  return (
    <Loaded screen={screen}>
      {({ editions }) => (
        <Elements
          items={editions.map(({ editionNo, publishedAt, current, contentHash }) => ({
            name: `第 ${editionNo} 版${current ? '（现在这一版）' : ''}`,
            text: `${publishedAt ? `${momentText(publishedAt)}公开` : '还没有公开'}\n校验码 ${contentHash.slice(0, 16)}…`,
          }))}
        />
      )}
    </Loaded>
  )
}
