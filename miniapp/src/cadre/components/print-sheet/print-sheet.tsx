import { download } from '../../../api/download'
import { Button, Problem } from '../../../components'
import { useAction } from '../../../hooks/use-action'

interface PrintSheetProps {
  notice: string
  title: string
  /** Below a line of a list. */
  quiet?: boolean
}

/** 打印审核单: the edition that was handed in, to be signed by hand. */
export function PrintSheet({ notice, title, quiet = false }: PrintSheetProps) {
  const print = useAction(() =>
    download('GET /api/notices/:id/review-sheet.pdf', {
      params: { id: notice },
      name: `审核单 ${title}.pdf`,
      open: true,
    }),
  )
  return (
    <>
      <Button
        kind={quiet ? 'quiet' : 'secondary'}
        inline={quiet}
        icon="document"
        busy={print.busy}
        label={quiet ? title : undefined}
        onPress={() => void print.run()}
      >
        打印审核单
      </Button>
      <Problem error={print.error} />
    </>
  )
}
