import type { IndustryLine } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Field, Row } from '../../components'
import { IndustryList } from '../../widgets/industry-field/industry-list'

interface IndustriesProps {
  codes: readonly string[]
  error?: string
  onChange: (codes: string[]) => void
}

/** What it does, the main one first; the size goes by the main one. */
export function Industries({ codes, error, onChange }: IndustriesProps) {
  const [open, setOpen] = useState(false)
  const names = useNames(codes)
  const add = ({ code }: IndustryLine) => {
    setOpen(false)
    if (!codes.includes(code)) onChange([...codes, code])
  }
  return (
    <Field label="主要做什么" hint="第一个是主业，大中小微按主业算" error={error}>
      <View className="profile__list">
        {codes.map((code, at) => (
          <Row key={code} title={names.get(code) ?? code} note={at === 0 ? '主业' : undefined}>
            <View className="profile__row-actions">
              {at > 0 ? (
                <Button
                  kind="quiet"
                  inline
                  label={names.get(code)}
                  onPress={() => onChange([code, ...codes.filter((one) => one !== code)])}
                >
                  设为主业
                </Button>
              ) : null}
              <Button
                kind="quiet"
                inline
                label={names.get(code)}
                onPress={() => onChange(codes.filter((one) => one !== code))}
              >
                去掉
              </Button>
            </View>
          </Row>
        ))}
      </View>
      <Button kind="secondary" icon="plus" onPress={() => setOpen(true)}>
        {codes.length === 0 ? '选行业' : '再加一个'}
      </Button>
      <Dialog open={open} title="主要做什么" onClose={() => setOpen(false)}>
        <IndustryList onChoose={add} />
      </Dialog>
    </Field>
  )
}

/** The names of codes, as far as they have been found. */
function useNames(codes: readonly string[]): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const missing = codes.filter((code) => !names.has(code)).join()
  useEffect(() => {
    for (const code of missing.split(',').filter(Boolean))
      void call('GET /api/industries', { query: { q: code } })
        .then(({ industries }) => {
          const found = industries.find((one) => code.startsWith(one.code) || one.code === code)
          setNames((old) => new Map([...old, [code, found?.name ?? code]]))
        })
        // Without a network the code itself is shown.
        .catch(() => undefined)
  }, [missing])
  return names
}
