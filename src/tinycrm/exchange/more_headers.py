"""The headers of more languages, in the form of `header_table`.

They are Italian, Dutch, Portuguese, Russian, Chinese and Japanese, as Outlook writes them or as
people call their own columns.
"""

from __future__ import annotations

MORE_HEADERS = """
name: Nome completo | Nome e cognome | Cognome e nome | Nominativo | Volledige naam | Naam | ФИО
    | Ф.И.О. | Полное имя | Имя и фамилия | 姓名 | 名前 | お名前 | 氏名 | 联系人
prefix: Titolo | Título | Aanhef | Обращение
given: Nome | Voornaam | Primeiro nome | Имя | 名
middle: Secondo nome | Middelste naam | Tussenvoegsel | Segundo nome | Nome do meio | Отчество
family: Cognome | Achternaam | Familienaam | Sobrenome | Apelido | Último nome | Фамилия | 姓
suffix: Achtervoegsel | Sufixo | Titolo straniero
nickname: Soprannome | Bijnaam | Roepnaam | Прозвище | Псевдоним | 昵称 | ニックネーム
organization: Società | Azienda | Ditta | Ragione sociale | Bedrijf | Bedrijfsnaam | Werkgever
    | Organisatie | Nome da empresa | Organização | Организация | Компания | Место работы | 公司
    | 公司名称 | 单位 | 会社 | 会社名 | 勤務先
department: Reparto | Ufficio | Afdeling | Отдел | 部门 | 部署
title: Posizione | Ruolo | Qualifica | Functie | Функция | Должность | 职位 | 职务 | 役職
email: Indirizzo e-mail | Indirizzo di posta elettronica | Indirizzo posta elettronica
    | Posta elettronica | E-mailadres | Endereço de e-mail | Correio eletrônico | Эл. почта
    | Электронная почта | Адрес эл. почты | Почта | 邮箱 | 电子邮箱 | 电子邮件 | 邮件 | メール
    | メールアドレス
phone: Telefono | Numero di telefono | Telefono principale | Telefoon | Telefoonnummer
    | Hoofdtelefoon | Telefone | Número de telefone | Telefone principal | Телефон | Номер телефона
    | Тел. | 电话 | 电话号码 | 联系电话 | 電話 | 電話番号
phone:mobile: Cellulare | Telefono cellulare | Numero di cellulare | Mobiel | Mobiele telefoon
    | Mobiel nummer | Telefone celular | Telemóvel | Número de celular | Мобильный телефон
    | Мобильный | Сотовый | Сотовый телефон | 手机 | 手机号 | 手机号码 | 移动电话 | 携帯 | 携帯電話
    | 携帯番号
phone:work: Telefono (uff.) | Telefono ufficio | Telefoon op werk | Telefoon werk
    | Telefone comercial | Рабочий телефон
phone:home: Abitazione | Telefono (ab.) | Telefono casa | Telefono fisso | Telefoon thuis
    | Telefone residencial | Telefone fixo | Домашний телефон
phone:other: Altro telefono | Andere telefoon | Outro telefone
phone:main: Telefono società | Hoofdtelefoon bedrijf | Telefone principal da empresa
phone:car: Telefono auto | Autotelefoon | Telefone do carro
phone:assistant: Telefono assistente | Telefoon assistent | Telefone do assistente
phone:work fax: Fax (uff.) | Fax ufficio | Fax op werk | Fax comercial | Факс | Рабочий факс
phone:home fax: Fax abitazione | Fax (ab.) | Fax thuis | Fax residencial
phone:other fax: Altro fax | Andere fax | Outro fax
phone:pager: Cercapersone | Semafoon
address: Indirizzo | Endereço | Morada | Адрес | 地址 | 住所
street: Via | Straat | Straatnaam | Rua | Logradouro | Улица | Hausnummer | Hausnr. | House Number
    | Huisnummer | Numero civico | N. civico | Nr domu
street:work: Via (uff.) | Werkadres, straat | Rua do endereço comercial
street:home: Via (ab.) | Huisadres, straat | Rua do endereço residencial
street:other: Altra via | Ander adres, straat | Outra rua
city: Città | Comune | Plaats | Woonplaats | Stad | Cidade | Localidade | Город | 城市 | 市区町村
city:work: Città (uff.) | Werkadres, plaats | Cidade do endereço comercial
city:home: Città (ab.) | Huisadres, plaats | Cidade do endereço residencial
city:other: Altra città | Ander adres, plaats | Outra cidade
region: Regione | Provincie | Estado | Область | Регион | 省份 | 省 | 都道府県
region:work: Provincia (uff.) | Werkadres, provincie | Estado do endereço comercial
region:home: Provincia (ab.) | Huisadres, provincie | Estado do endereço residencial
region:other: Altra provincia | Ander adres, provincie | Outro estado
postcode: CAP | CEP | Индекс | Почтовый индекс | 邮编 | 邮政编码 | 郵便番号
postcode:work: CAP (uff.) | Werkadres, postcode | CEP do endereço comercial
postcode:home: CAP (ab.) | Huisadres, postcode | CEP do endereço residencial
postcode:other: Altro CAP | Ander adres, postcode | Outro CEP
country: Paese | Nazione | Страна | 国家 | 国
country:work: Paese/area geografica (uff.) | Werkadres, land/regio
    | País/Região do endereço comercial
country:home: Paese/area geografica (ab.) | Huisadres, land/regio
    | País/Região do endereço residencial
country:other: Altro paese/area geografica | Ander adres, land/regio | Outro país/região
url: Pagina Web | Sito web | Sito | Webpagina | Página da Web | Сайт | Веб-страница | 网址 | 网站
    | ホームページ
birthday: Compleanno | Data di nascita | Verjaardag | Geboortedatum | Data de nascimento
    | Data nascimento | День рождения | Дата рождения | 生日 | 出生日期 | 誕生日 | 生年月日
date:anniversary: Anniversario | Trouwdag | Trouwdatum | Bodas | Годовщина
tags: Categorie | Categorieën | Groep | Categorias | Gruppo | Группа | Группы | Категория | Теги
    | 分组 | 标签 | グループ
note: Annotazioni | Osservazioni | Opmerking | Opmerkingen | Notitie | Anotações | Observações
    | Заметки | Заметка | Примечание | Примечания | Комментарий | 备注 | 備考 | メモ
handle:skype: Skype ID
handle:icq: ICQ | ICQ ID
handle:aim: AIM | AIM ID
handle:msn: MSN | MSN ID
handle:qq: QQ | QQ ID
handle:wechat: WeChat | WeChat ID | 微信 | 微信号
phone:yahoo: Yahoo Phone
related:spouse: Coniuge | Moglie | Marito | Echtgenoot | Echtgenote | Cônjuge
related:child: Figli | Kinderen | Filhos
related:manager: Nome manager | Naam manager
related:assistant: Nome assistente | Naam assistent | Nome do assistente
fact:profession: Professione | Beroep | Profissão
fact:gender: Sesso | Geslacht | Пол | 性别 | 性別
fact:language: Lingua | Taal
fact:phonetic name: ふりがな | フリガナ
kept: Iniziali | Initialen | Priorità | Prioriteit | Privato | Privé | Riservatezza | Gevoeligheid
    | Tipo posta elettronica | Nome visualizzato posta elettronica | Type e-mail
    | Weergavenaam voor e-mail | Tipo de email | Nome para exibição do email
"""
