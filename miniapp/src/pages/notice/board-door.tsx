import type { NoticeView } from '@hutang/shared/contract'
import { download } from '../../api/download'
import { Card, Problem, Row } from '../../components'
import { useAction } from '../../hooks/use-action'

/** 张榜, for those who work for the region: one tap, and the sheet is there to be printed. */
export function BoardDoor({ notice: { id, title } }: { notice: Pick<NoticeView, 'id' | 'title'> }) {
  const print = useAction(() =>
    download('GET /api/notices/:id/board.pdf', {
      params: { id },
      query: { size: 'A3' },
      name: `${title} A3.pdf`,
      open: true,
    }),
  )
  return (
    <Card flush>
      <Row
        icon="document"
        title="打印张榜"
        detail={print.busy ? '正在做，请稍候…' : 'A3 一张，贴在公开栏上'}
        onPress={() => void print.run()}
      />
      <Problem error={print.error} />
    </Card>
  )
}
