import { Button, Fold, Row } from '../../components'
import { momentText } from '../../format/date'
import { goTo } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'

/** The editions of a notice that was corrected: each can be read, and what it changed. */
export function Editions({ id, count }: { id: string; count: number }) {
  return (
    <Fold title="以前的版本" note={`更正过 ${count - 1} 次，原来的内容仍可查看`} flush>
      <EditionList id={id} />
    </Fold>
  )
}

function EditionList({ id }: { id: string }) {
  const screen = useScreen('GET /api/notices/:id/editions', { params: { id } })
  return (
    <Loaded screen={screen}>
      {({ editions }) => (
        <>
          {editions.map(({ edition, editionNo, publishedAt, current, note }) => (
            <Row
              key={edition}
              title={`第 ${editionNo} 版${current ? '（现在这一版）' : ''}`}
              detail={note ?? undefined}
              note={publishedAt ? `${momentText(publishedAt)}公开` : '还没有公开'}
              onPress={current ? undefined : () => goTo('notice', { id, edition: editionNo })}
            >
              {editionNo > 1 ? (
                <Button
                  kind="quiet"
                  inline
                  label={`看第 ${editionNo} 版改了什么`}
                  onPress={() => goTo('changes', { id, no: editionNo })}
                >
                  看改了什么
                </Button>
              ) : undefined}
            </Row>
          ))}
        </>
      )}
    </Loaded>
  )
}
