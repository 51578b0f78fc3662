/**
 * Which words are known to be interface language?
 *
 * Written by `make docs` from src/sopwright/recording/vocabulary.toml. Do not edit.
 * One string each, put into sets when the first text is screened: loading costs next to nothing.
 */
const VOCABULARY = Object.freeze({
  /** By the singular name of an object: its spellings. */
  objects: Object.freeze({
    lead: "lead leads prospect prospects crm.lead",
    contact: "contact contacts 0-1 person persons people",
    account: "account accounts 0-2 company companies organization organizations organisation organisations customer customers",
    opportunity: "opportunity opportunities sale.opportunity crm.opportunity",
    deal: "deal deals 0-3",
    task: "task tasks todo todos activities activity",
    event: "event events meeting meetings appointment appointments calendar",
    campaign: "campaign campaigns",
    case: "case cases ticket tickets 0-5",
    quote: "quote quotes quotation quotations",
    order: "order orders",
    product: "product products items item catalog",
    project: "project projects",
    report: "report reports",
    user: "user users",
    note: "note notes comment comments",
    email: "email emails e-mail mail message messages",
    cart: "cart basket checkout",
  }),
  /** By the kind of page: the segments of a path that lead to it. */
  segments: Object.freeze({
    form: "new create add edit change register signup convert checkout form",
    record: "view detail details record",
    list: "objects list views recent",
    search: "search find",
    sign_in: "login signin signon logout",
    home: "home dashboard index",
    setup: "settings setup preferences",
    mail: "inbox compose sent drafts",
    calendar: "calendar agenda week",
    other: "crm app apps model sales marketing admin api actions lightning r o s en de fr es thankyou thanks thank-you confirmation",
  }),
  /** Words with which a label may begin. */
  verbs: `
    accept add apply approve archive assign book call cancel change checkout clear clone close complete confirm connect
    continue convert copy create delete discard disqualify done download edit email enrich export filter find finish
    follow go hide import invite link log login mark merge new next open pay place post preview print proceed publish
    qualify reassign refresh register reject remove reply reset route save schedule search select send set share show
    sign start submit sync unassign undo update upload verify view
  `,
  /** Fields whose options are people, in lower case. */
  owners: Object.freeze([
    "owner", "lead owner", "account owner", "assigned to", "assignee", "assigned user", "employee", "sales rep",
    "salesperson", "responsible", "queue",
  ]),
  /** Every single word that is interface language, in lower case. */
  words: `
    a abbrechen abmelden about above abschicken accept accepted access account accounts aceptar action actions activated
    active activities activity add added address adicionar admin advanced ae aes after again agenda aggiungi agree
    agregar ajouter alert all allowed already also always amount an analyst analytics and anlegen anmelden annual
    annuler annuleren annulla another anrufen answer anterior any anzeigen api app appeler applied apply appointment
    appointments approve approved apps archive archived are area as asignar ask assegna asset assign assigned assignee
    assigner assistant associate at atribuir attach attachment attachments attempted audience auswählen author auto
    automation automations available avanti añadir back bank banner bant bar basic basket bdr be bearbeiten been before
    begin being below bestätigen bevestigen bewerken billing birth birthday blank block blue board body book booked
    borrar bounced box brand browse budget bulk buscar business button by calendar calificar call campaign campaigns
    cancel cancelar canceled cancelled cannot card cart case cases catalog category cell center cerca cerrar change
    changed channel chat chatter check checkbox checkout chercher chiudi choose chosen churned city class clear click
    client clone cloned close closed code cold color colour column columns comment comments companies company complete
    completed compose condition conferma config confirm confirmar confirmation confirmed confirmer connect connected
    connection connexion contact contacted contacts contactus contains content continent continuar continue contract
    contracts control convert converted converter converti convertir coordinator copiar copied copier copy correct
    correctly cost could count country countrycode county crea crear create created crm créer csv currency current
    custom customer customers daily dashboard dashboards data date day days de deactivated deal deals decision default
    delete deleted demo denied department description detail details development dialog did digest director disabled
    discard discarded disclaimer discount display disposition disqualification disqualified disqualify district do
    document does domain done download draft drafts drop dropdown due duplicate dupliquer duplizieren duration
    déconnexion e each edit editar education effective einstellungen either elimina eliminar email emails employee
    employees empty en enable enabled end english enregistrer enrich enriched enrichment enrolled enter entry enviar
    envoyer ergebnis error errors es estimate estimated event events every excel excluir executive exist exists expand
    expected expired expiry export exported external facebook fail failed failure fax fechar feed female fermer fertig
    field fields file files fill filled filter filtern find finish finished firma first firstname fit fixed flag follow
    follow-up footer for forecast forecasts form format forward found fr frequency from früher full fullname funnel
    future gender general get given go goal grade group groups guardar guest hand handoff has have head header headline
    help hidden hide high hinzufügen history hochladen home hot hour hours how icon icp id if image import imported in
    inbound inbox income incorrect index indietro industry info information iniciar input insights instagram intent
    interest internal into invalid invia invite invited invoice invoices is issue item items its job join junk just
    kanban key keyword kind kopieren kpi label language last lastname later latest launch layout lead leads legal length
    less level lifecycle lightning limit line link linked linkedin links list llamar load loading local location lock
    log logged login logo logout loss lost low löschen made mail main make male manage manager mandatory map mark marked
    marketing match matched matter max maximum me media medium meeting meetings member members menu merge merged message
    messages method middle minimum minute minutes missing mobile model modifica modifier modify month more most move
    moved mql mqls must my name names navigation need needs negotiation neu never new newsletter next nickname nieuw no
    no-show none normal not note notes notice notification notiz notizen nouveau nouvelle novo now nueva nuevo number
    numbers nuovo nurture nurturing nächste o objects occupation of off offer office officer ok okay on one only open
    operations opportunities opportunity opslaan opt option optional options or order orders organisation organisations
    organization organizations origin other our out outbound outcome outlook ouvrir overview owner page pain panel
    parent part partner party password path pay payment pdf pending people per percent period permission permitted
    person persons phone photo picture pipeline pipelines place placeholder plan playbook playbooks please point policy
    popup position post postal postcode posted preferences preferred press preview previous price pricing primary print
    priority privacy probability problem proceed process processed product products profile progress project projects
    promo promotion proposal prospect prospecting prospects précédent public publish published purchase purpose
    qualification qualified qualifier qualifizieren qualify qualifying quantity query question questions queue quick
    quotation quotations quote quotes r radio range rate rating reached read reading reason reassign reassigned received
    recent rechercher record records recycled red reference referral refresh region register registered reject rejected
    rejection related relationship remember remind reminder remove removed renamed rep repeat repeated reply report
    reports representative request required reset response responsible restored result results retour return revenue
    review role room route row rule run s sale sales salesperson salutation salva salvar save saved saving schedule
    scheduled schließen score sdr sdrs search second secondary section secure security see segment select selected
    selection send senden sent sequence sequences service session set settings setup share shared shipping short should
    show side sign signed signin signon signup siguiente single site size skip sku sla sluiten snooze social sorry sort
    source speaking specialist speed speichern sql sqls stage stages start started state status step stock stop stopped
    store street string sub subject submit submitted subscribe subscribed succeeded success successful successfully
    suche suchen suffix suite suivant summary support supported supprimer sure surname survey switch sync synced system
    tab table tag tags task tasks team template templates temporarily term termin termine terms territory terug test
    text textarea thank thanks thankyou that the them then this ticket tickets time timeline timezone title to today
    todo todos toevoegen toewijzen toggle token tomorrow too tool tools top topic total town track training trial tried
    try twitter type télécharger umwandeln unable unassign unassigned unavailable undo unexpected unit unknown
    unqualified unsubscribe until up update updated upload uploaded url us use user username users utm valid valider
    value vat vendor verification verify version verwerfen verwijderen verzenden video view views visibility visit
    visitor voicemail volgende voltar volume volver warm warning was we web webinar webinars website week weeks weight
    weiter welcome went were what when where which who why width will window with without won work workflow workflows
    working workspace world write writing wrong year years yes yet you your zip zipcode zoeken zone zurück zuweisen
    öffnen übernehmen übersicht キャンセル 下一步 作成 保存 关闭 创建 删除 削除 发送 取消 変換 戻る 提交 搜索 新建 新規 新規作成 更新 検索 次へ 添加 登録 确定 确认 確認 編集 编辑
    转换 返回 追加 送信 閉じる 검색 닫기 보내기 삭제 저장 추가 취소 편집 확인
  `,
});
