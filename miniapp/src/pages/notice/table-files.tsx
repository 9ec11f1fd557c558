import type { NoticeView } from '@hutang/shared/contract'
import { fileTitle } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { download } from '../../api/download'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'

interface TableFilesProps {
  notice: Pick<NoticeView, 'id' | 'region' | 'title' | 'table' | 'editionNo' | 'newest'>
}

/** Below the table: the same, as a file. WeChat's viewer opens no CSV. */
export function TableFiles({ notice: { id, region, title, table, editionNo, newest } }: TableFilesProps) {
  const save = useAction((_key, ending: 'xlsx' | 'csv') =>
    download(`GET /api/notices/:id/table.${ending}`, {
      params: { id },
      query: newest ? {} : { edition: editionNo },
      name: `${fileTitle(region.name, table?.caption || title)}.${ending}`,
    }),
  )
  if (!table || table.rows.length === 0) return null
  return (
    <View>
      <Problem error={save.error} />
      <View className="table-files">
        <Button
          kind="quiet"
          inline
          busy={save.busy}
          label="存成 Excel 文件"
          onPress={() => void save.run('xlsx')}
        >
          下载表格
        </Button>
        {process.env.TARO_ENV === 'h5' ? (
          <Button kind="quiet" inline disabled={save.busy} onPress={() => void save.run('csv')}>
            存成 CSV
          </Button>
        ) : null}
      </View>
    </View>
  )
}
