import type { TestDeps } from '../app'

export interface OldThings {
  /** 补录, looked at and not handed in. */
  oldBatch: string
  oldEntry: string
}

/** 补录 of their village that nobody has handed in: its words are nobody else's business. */
export async function oldNoticesOf({ models, clock }: TestDeps, region: string) {
  const at = clock.now()
  const made = { person: 'somebody', account: 'somebody', by: '导入某某', at }
  const [oldBatch, oldEntry] = ['their-old-batch', 'their-old-entry']
  await models.OldBatch.create({
    ...{ _id: oldBatch, region, name: '老公示某某.zip', state: 'preview', made, writers: ['somebody'] },
    ...{
      hash: '',
      reviewed: null,
      reason: null,
      published: null,
      refused: [],
      owed: null,
      turn: 0,
      touchedAt: at,
    },
  })
  await models.OldEntry.create({
    ...{
      _id: oldEntry,
      batch: oldBatch,
      region,
      row: 2,
      n: 2,
      key: `${region}:9:old`,
      state: 'held',
      item: 9,
    },
    ...{
      date: '2024-03-10',
      title: '老公示慕容某某',
      plain: '慕容某某',
      body: '慕容某某',
      ledger: null,
      table: null,
    },
    ...{ pictures: [], notes: [], covered: '正文', findings: [], found: 0, hash: '', turn: 0 },
  })
  return { oldBatch, oldEntry }
}
