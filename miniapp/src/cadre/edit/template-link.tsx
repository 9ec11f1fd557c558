import type { EditionWork } from '@hutang/shared/contract'
import { fileTitle } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { download } from '../../api/download'
import { Button, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'

interface TemplateLinkProps {
  work: Pick<EditionWork, 'region' | 'item'>
}

/** An empty table with the usual columns of the item and the village's households, to be filled in and read again. */
export function TemplateLink({ work: { region, item } }: TemplateLinkProps) {
  const save = useAction(() =>
    download('GET /api/regions/:code/items/:no/template.xlsx', {
      params: { code: region.code, no: item.no },
      name: `${fileTitle(region.name, item.level2)}-空表.xlsx`,
    }),
  )
  return (
    <View>
      <Button kind="quiet" icon="document" busy={save.busy} onPress={() => void save.run()}>
        下载空表，填好再导入
      </Button>
      <Problem error={save.error} />
    </View>
  )
}
