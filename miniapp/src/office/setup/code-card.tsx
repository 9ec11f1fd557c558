import type { ApiError } from '../../api/errors'
import { Card, Input, Problem } from '../../components'

interface CodeCardProps {
  code: string
  error: ApiError | undefined
  onChange: (code: string) => void
}

/** For whoever opened the page without the link of the console, or with an old one. */
export function CodeCard({ code, error, onChange }: CodeCardProps) {
  return (
    <Card title="启用码">
      <Input
        label="启用码"
        hint="服务启动时打印在控制台上，三组四位；重新启动会换一个。"
        placeholder="XXXX-XXXX-XXXX"
        required
        value={code}
        onChange={(next) => onChange(next.trim())}
      />
      <Problem error={error} />
    </Card>
  )
}
